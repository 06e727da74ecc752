import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { baseCompile } from '@intlify/message-compiler';
import vue from '@vitejs/plugin-vue';
import { defineConfig, transformWithOxc, type Plugin } from 'vite';
import { parse } from 'yaml';
import { contractPage, type Contract } from './build/contract-page.ts';

/** WeChat's own browser on old Android phones is Chrome 86; iPhones since iOS 14. */
const OLDEST = ['chrome86', 'safari14'];

const here = import.meta.dirname;
const contract = resolve(here, '../src/main/resources/api/openapi.yaml');

/** Puts the readable form of the contract into its page: plain HTML, no script. */
function contractInto(page: string): Plugin {
  return {
    name: 'contract-page',
    transformIndexHtml: {
      order: 'pre',
      handler(html, context) {
        if (!context.filename.endsWith(page)) return html;
        const parsed = parse(readFileSync(contract, 'utf8')) as Contract;
        return html.replace('<!-- contract -->', () => contractPage(parsed));
      },
    },
  };
}

/**
 * Compiles the texts of the staff's pages, so that none carries the compiler.
 */
function compiledTexts(): Plugin {
  const compile = (text: string): unknown =>
    baseCompile(text, { jit: true, location: false, minify: true, optimize: true }).ast;
  const walk = (tree: object): object =>
    Object.fromEntries(
      Object.entries(tree).map(([key, value]) => [
        key,
        typeof value === 'string' ? compile(value) : walk(value as object),
      ]),
    );
  return {
    name: 'compiled-texts',
    apply: 'build',
    async transform(code, id) {
      const own = /src\/text\/\w+-(zh|en)\.ts$/; // the help page's are zh.ts and en.ts
      if (!own.test(id)) return undefined;
      const { code: plain } = await transformWithOxc(code, id);
      const url = `data:text/javascript;base64,${Buffer.from(plain).toString('base64')}`;
      const module = (await import(url)) as Record<string, object>;
      const lines = Object.entries(module).map(
        ([name, texts]) => `export const ${name} = ${JSON.stringify(walk(texts))};`,
      );
      return { code: lines.join('\n'), map: null };
    },
  };
}

export default defineConfig({
  root: here,
  plugins: [vue(), compiledTexts(), contractInto('api-docs.html')],
  define: {
    __VUE_OPTIONS_API__: false,
    __VUE_PROD_DEVTOOLS__: false,
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: false,
    __VUE_I18N_LEGACY_API__: false,
    __VUE_I18N_FULL_INSTALL__: false,
    __INTLIFY_PROD_DEVTOOLS__: false,
    __INTLIFY_DROP_MESSAGE_COMPILER__: true,
  },
  build: {
    outDir: resolve(here, '../target/classes/web'),
    emptyOutDir: true,
    // The oldest web views that people here still open links in; see ops/docs/pages.md.
    target: OLDEST,
    cssTarget: OLDEST,
    manifest: 'manifest.json',
    // An inlined asset would be a data: address, which the policy of the pages forbids.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      checks: { pluginTimings: false }, // a slow machine is no mistake of the build
      input: ['index.html', 'console.html', 'roster.html', 'setup.html', 'api-docs.html'].map((page) =>
        resolve(here, page),
      ),
    },
  },
  test: { include: ['test/**/*.test.ts'], environment: 'node' },
} as Parameters<typeof defineConfig>[0]);
