/** The parts of an OpenAPI document that the page shows. */
export interface Contract {
  info: { title: string; version: string; summary: string; description: string };
  tags: { name: string; description: string }[];
  paths: Record<string, PathItem>;
  components: {
    schemas: Record<string, Schema>;
    parameters: Record<string, Parameter>;
    responses: Record<string, Answer>;
  };
}
interface PathItem {
  parameters?: Parameter[];
  get?: Operation;
  post?: Operation;
}
interface Operation {
  tags: string[];
  operationId: string;
  summary: string;
  description?: string;
  security?: Record<string, unknown>[];
  parameters?: Parameter[];
  requestBody?: { content: Content };
  responses: Record<string, Answer>;
}
interface Parameter {
  $ref?: string;
  name: string;
  in: string;
  required?: boolean;
  schema: Schema;
}
interface Answer {
  $ref?: string;
  description: string;
  content?: Content;
}
type Content = Record<string, { schema: Schema }>;
interface Schema {
  $ref?: string;
  type?: string;
  const?: string;
  format?: string;
  pattern?: string;
  description?: string;
  enum?: string[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  oneOf?: Schema[];
  allOf?: Schema[];
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  default?: unknown;
}

/** Renders the contract as plain HTML. */
export function contractPage(contract: Contract): string {
  const { info, tags, components } = contract;
  const operations = tags.map((tag) => section(contract, tag)).join('');
  const schemas = Object.entries(components.schemas)
    .map(([name, schema]) => `<section id="${name}"><h3>${name}</h3>${schemaOf(schema)}</section>`)
    .join('');
  const links = tags.map((tag) => `<a href="#${anchor(tag.name)}">${esc(tag.name)}</a>`).join(' · ');
  return `<main><h1>${esc(info.title)} <small>API ${esc(info.version)}</small></h1>
<p>${esc(info.summary)} The contract itself: <a href="/api/v1/openapi.yaml">openapi.yaml</a></p>
${prose(info.description)}<nav aria-label="Contents">${links} · <a href="#schemas">Schemas</a></nav>
${operations}<h2 id="schemas">Schemas</h2>${schemas}</main>`;
}

function section(contract: Contract, tag: { name: string; description: string }): string {
  const parts: string[] = [];
  for (const [path, item] of Object.entries(contract.paths)) {
    for (const method of ['get', 'post'] as const) {
      const operation = item[method];
      if (operation?.tags.includes(tag.name)) {
        parts.push(operationOf(contract, path, method, item, operation));
      }
    }
  }
  const head = `<h2 id="${anchor(tag.name)}">${esc(tag.name)}</h2>`;
  return `${head}${prose(tag.description)}${parts.join('')}`;
}

function operationOf(
  contract: Contract,
  path: string,
  method: string,
  item: PathItem,
  operation: Operation,
): string {
  const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])]
    .map((one) => (one.$ref ? contract.components.parameters[last(one.$ref)]! : one))
    .map((one) => row(`${one.name}${one.required ? '' : '?'}`, `${one.in}: ${typeOf(one.schema)}`));
  const body = Object.values(operation.requestBody?.content ?? {})[0]?.schema;
  const answers = Object.entries(operation.responses).map(([status, answer]) => {
    const full = answer.$ref ? contract.components.responses[last(answer.$ref)]! : answer;
    const schema = Object.values(full.content ?? {})[0]?.schema;
    const type = schema ? (schema.properties ? schemaOf(schema) : typeOf(schema)) : '';
    return row(status, `${inline(full.description)} ${type}`);
  });
  const who = operation.security?.flatMap((one) => Object.keys(one)).join(' + ');
  return `<section id="${operation.operationId}">
<h3><code>${method.toUpperCase()} ${esc(path)}</code></h3>
<p><b>${esc(operation.summary)}</b>${who ? ` <span class="soft">(${esc(who)})</span>` : ''}</p>
${prose(operation.description ?? '')}${table('Parameters', parameters)}
${body ? `<h4>Body</h4>${body.properties ? schemaOf(body) : `<p>${typeOf(body)}</p>`}` : ''}
${table('Answers', answers)}</section>`;
}

function schemaOf(schema: Schema): string {
  const note = schema.description ? prose(schema.description) : '';
  if (schema.oneOf) return `${note}<p>One of ${schema.oneOf.map(typeOf).join(', ')}</p>`;
  if (schema.allOf) return note + schema.allOf.map(partOf).join('');
  if (!schema.properties) return `${note}<p>${typeOf(schema)}</p>`;
  const rows = Object.entries(schema.properties).map(([name, property]) => {
    const optional = schema.required?.includes(name) ? '' : '?';
    const words = property.description ? ` ${inline(property.description)}` : '';
    const inner = property.properties ? schemaOf({ ...property, description: undefined }) : '';
    return row(`${name}${optional}`, `${inner || typeOf(property)}${words}`);
  });
  return note + table('', rows);
}

function partOf(schema: Schema): string {
  return schema.$ref ? `<p>All of ${typeOf(schema)}, and:</p>` : schemaOf(schema);
}

function typeOf(schema: Schema): string {
  if (schema.$ref) return `<a href="#${last(schema.$ref)}">${last(schema.$ref)}</a>`;
  if (schema.const) return `<code>"${esc(schema.const)}"</code>`;
  if (schema.enum) return schema.enum.map((one) => `<code>${esc(one)}</code>`).join(' ');
  if (schema.oneOf) return schema.oneOf.map(typeOf).join(' or ');
  if (schema.items) return `list of ${schema.items.properties ? schemaOf(schema.items) : typeOf(schema.items)}`;
  const limits = [
    schema.format,
    schema.pattern,
    schema.minimum === undefined ? undefined : `≥ ${schema.minimum}`,
    schema.maximum === undefined ? undefined : `≤ ${schema.maximum}`,
    schema.maxLength === undefined ? undefined : `≤ ${schema.maxLength} characters`,
    schema.default === undefined ? undefined : `default ${String(schema.default)}`,
  ].filter((one) => one !== undefined);
  return esc([schema.type ?? 'any', ...limits].join(', '));
}

function table(title: string, rows: string[]): string {
  if (rows.length === 0) return '';
  const head = title ? `<h4>${title}</h4>` : '';
  return `${head}<div class="wide"><table>${rows.join('')}</table></div>`;
}

function row(name: string, html: string): string {
  return `<tr><th scope="row"><code>${esc(name)}</code></th><td>${html}</td></tr>`;
}

/** Paragraphs, `code`, **strong**, *stress* and tables: all the Markdown that the contract uses. */
function prose(text: string): string {
  return text
    .trim()
    .split(/\n\s*\n/)
    .filter((part) => part !== '')
    .map((part) => (part.startsWith('|') ? proseTable(part) : `<p>${inline(part)}</p>`))
    .join('\n');
}

function proseTable(part: string): string {
  const rows = part
    .split('\n')
    .filter((line) => !/^\|[-|\s]+\|$/.test(line))
    .map((line) => line.split('|').slice(1, -1).map((cell) => inline(cell.trim())))
    .map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`);
  return `<div class="wide"><table>${rows.join('')}</table></div>`;
}

function inline(text: string): string {
  return esc(text)
    .replace(/`([^`]+)`/g, '<code>$1</code>')
    .replace(/\*\*([^*]+)\*\*/g, '<b>$1</b>')
    .replace(/\*([^*]+)\*/g, '<i>$1</i>');
}

function esc(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function last(reference: string): string {
  return reference.slice(reference.lastIndexOf('/') + 1);
}

function anchor(name: string): string {
  return `tag-${name.toLowerCase().replaceAll(' ', '-')}`;
}
