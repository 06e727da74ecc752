import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import vue from '@vitejs/plugin-vue';
import { defineConfig, type Plugin } from 'vite';
import { parse } from 'yaml';
import { contractPage, type Contract } from './build/contract-page.ts';

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

export default defineConfig({
  root: here,
  plugins: [vue(), contractInto('api-docs.html')],
  define: {
    __VUE_OPTIONS_API__: false,
    __VUE_PROD_DEVTOOLS__: false,
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: false,
    __VUE_I18N_LEGACY_API__: false,
    __VUE_I18N_FULL_INSTALL__: false,
    __INTLIFY_PROD_DEVTOOLS__: false,
  },
  build: {
    outDir: resolve(here, '../target/classes/web'),
    emptyOutDir: true,
    target: 'es2022',
    manifest: 'manifest.json',
    // An inlined asset would be a data: address, which the policy of the pages forbids.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: ['index.html', 'console.html', 'api-docs.html'].map((page) => resolve(here, page)),
    },
  },
  test: { include: ['test/**/*.test.ts'], environment: 'node' },
} as Parameters<typeof defineConfig>[0]);
