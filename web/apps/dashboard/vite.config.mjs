import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compressedTwins, preloadFont } from './scripts/vite-plugins.mjs';

const backend = process.env['NEBULA_DASHBOARD'] ?? 'http://127.0.0.1:5000';

export default defineConfig({
  plugins: [react(), tailwindcss(), preloadFont('inter-latin-wght-normal'), compressedTwins()],
  resolve: { alias: { '~': new URL('./src', import.meta.url).pathname } },
  build: {
    target: 'es2022',
    // The page's policy allows nothing from data: addresses, so no asset may become one.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
  },
  server: {
    port: 5173,
    proxy: { '/api': { target: backend, ws: true } },
  },
});
