import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compressedTwins, preloadFont } from './scripts/vite-plugins.mjs';

const backend = process.env['NEBULA_DASHBOARD'] ?? 'http://127.0.0.1:5000';

// Left alone the bundler makes a file of every icon that two pages share. Two groups instead: what
// even the login needs, and what comes with the shell. Pages and editors stay their own files.
const chunkGroups = [
  {
    name: 'base',
    priority: 2,
    test: /node_modules\/(?:react|react-dom|scheduler|@tanstack\/(?:react-router|router-core|history|store|react-store|react-query|query-core)|openapi-fetch)\/|packages\/api\/|src\/(?:data\/keys|live\/stats|shell\/fallbacks)\.|packages\/ui\/src\/(?:button|copy-button|cx|field|layout|skeleton|states|toast)\./,
  },
  {
    name: 'kit',
    priority: 1,
    minShareCount: 3,
    test: /packages\/ui\/src\/|node_modules\/(?:@radix-ui|@floating-ui|lucide-react)\/|src\/containers\//,
  },
];

export default defineConfig({
  plugins: [react(), tailwindcss(), preloadFont('inter-latin-wght-normal'), compressedTwins()],
  resolve: { alias: { '~': new URL('./src', import.meta.url).pathname } },
  build: {
    target: 'es2022',
    // The page's policy allows nothing from data: addresses, so no asset may become one.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
    rolldownOptions: { output: { codeSplitting: { groups: chunkGroups } } },
  },
  server: {
    port: 5173,
    proxy: { '/api': { target: backend, ws: true } },
  },
});
