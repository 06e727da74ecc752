// The build of the pages, called by Maven and by nothing else it needs: `npm ci` only when the
// lock changed, everything else only when a source changed. With the word `check` it type-checks
// and runs the unit tests instead.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';

const web = resolve(import.meta.dirname, '..');
const target = resolve(web, '../target');
const contract = resolve(web, '../src/main/resources/api/openapi.yaml');
const output = join(target, 'classes/web');

const PAGES = ['index.html', 'console.html', 'roster.html', 'setup.html', 'api-docs.html'];
/**
 * What a style must not need on the oldest browser of vite.config.ts: it would drop the whole rule,
 * and with it the layout. (Where a line may be dropped without harm, the one before it stands.)
 */
const TOO_NEW = /:has\(|:is\(|:where\(|:not\([^()]*,|@container|@layer|@scope|color-mix\(|light-dark\(|[{;](inset|margin-inline|padding-inline|inset-inline):|[{}]&/;

/** What somebody on a slow phone loads before the first message, compressed. */
const FIRST_PAGE_BYTES_MAX = 60 * 1024;

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  fail(`The pages need Node 20.19 or newer; this is ${process.versions.node}.`);
}

install();
generateTypes();
if (process.argv[2] === 'check') check();
else build();

function install() {
  const wanted = digest([join(web, 'package.json'), join(web, 'package-lock.json')]);
  const stamp = join(web, 'node_modules/.installed');
  if (readStamp(stamp) === wanted) return;
  run('npm', ['ci', '--no-fund', '--no-audit', '--loglevel=error']);
  writeFileSync(stamp, wanted);
}

function generateTypes() {
  const DEFAULTS = '--default-non-nullable=false'; // a default does not make a field present
  const types = join(web, 'src/api/schema.ts');
  const stamp = join(target, 'web-types.stamp');
  const wanted = digest([contract, join(web, 'package-lock.json')]);
  if (existsSync(types) && readStamp(stamp) === wanted) return;
  run('npx', ['--no-install', 'openapi-typescript', contract, '-o', types, DEFAULTS]);
  keepStamp(stamp, wanted);
}

function build() {
  const wanted = digest(sources());
  const stamp = join(target, 'web-build.stamp');
  if (existsSync(join(output, 'index.html')) && readStamp(stamp) === wanted) return;
  run('npx', ['--no-install', 'vite', 'build', '--logLevel', 'warn']);
  weighFirstPage();
  knowOldBrowsers();
  writeDemoPages();
  keepStamp(stamp, wanted);
}

function check() {
  const wanted = digest([...sources(), ...filesUnder(join(web, 'test'))]);
  const stamp = join(target, 'web-check.stamp');
  if (readStamp(stamp) === wanted) return;
  run('npx', ['--no-install', 'vue-tsc', '--noEmit']);
  run('npx', ['--no-install', 'vitest', 'run', '--reporter=dot']);
  keepStamp(stamp, wanted);
}

/** The help page stays small, and loads nothing of the console. */
function weighFirstPage() {
  const manifest = JSON.parse(readFileSync(join(output, 'manifest.json'), 'utf8'));
  const files = new Set(['index.html', 'mark.svg']);
  const seen = new Set();
  const follow = (key) => {
    if (seen.has(key)) return;
    seen.add(key);
    const chunk = manifest[key];
    if (/^src\/(console|phone|staff)\//.test(key)) fail(`The help page loads ${key}, which is the staff's.`);
    files.add(chunk.file);
    for (const style of chunk.css ?? []) files.add(style);
    for (const next of chunk.imports ?? []) follow(next);
  };
  follow('index.html');
  const consoleOwn = manifest['console.html']?.file;
  if (consoleOwn && files.has(consoleOwn)) fail('The help page loads the entry of the console.');
  let bytes = 0;
  for (const file of files) bytes += gzipSync(readFileSync(join(output, file))).length;
  if (bytes > FIRST_PAGE_BYTES_MAX) {
    fail(`The help page weighs ${bytes} bytes compressed; at most ${FIRST_PAGE_BYTES_MAX} may be.`);
  }
  console.log(`The help page weighs ${(bytes / 1024).toFixed(1)} KiB compressed.`);
}

/** No style needs what the oldest browser lacks. */
function knowOldBrowsers() {
  for (const file of filesUnder(output).filter((name) => name.endsWith('.css'))) {
    const found = TOO_NEW.exec(readFileSync(file, 'utf8'));
    if (found) fail(`${file} has ${found[0]} which the oldest browser does not know.`);
  }
}

/** In a demo the banner is part of the page, before and without any script. */
function writeDemoPages() {
  for (const page of PAGES) {
    const html = readFileSync(join(output, page), 'utf8');
    const shown = html.replace(/(<p id="demo"[^>]*?)\s+hidden/, '$1');
    if (shown === html) fail(`${page} has no hidden demo banner.`);
    writeFileSync(join(output, page.replace('.html', '.demo.html')), shown);
  }
}

function sources() {
  const parts = ['src', 'build', 'public'].flatMap((folder) => filesUnder(join(web, folder)));
  const single = [...PAGES, 'vite.config.ts', 'tsconfig.json'];
  const files = [...parts, ...single.map((name) => join(web, name)), join(web, 'package-lock.json')];
  return [...files, contract].filter((file) => !file.endsWith('schema.ts'));
}

function filesUnder(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

function digest(files) {
  const hash = createHash('sha256');
  for (const file of [...files].sort()) hash.update(file.slice(web.length)).update(readFileSync(file));
  return hash.digest('hex');
}

function readStamp(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

function keepStamp(file, value) {
  mkdirSync(target, { recursive: true });
  writeFileSync(file, value);
}

function run(command, args) {
  const done = spawnSync(command, args, { cwd: web, stdio: 'inherit' });
  if (done.status !== 0) fail(`${command} ${args.join(' ')} failed.`);
}

function fail(reason) {
  console.error(reason);
  process.exit(1);
}
