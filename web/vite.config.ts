import { readdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { pdfData } from './vite.pdf.ts';

const server = process.env.ZHAOYUN_DEV_SERVER ?? 'http://127.0.0.1:8080';

/** Empties dist before a build but keeps the page that is committed for builds of the server without the web. */
function keepPlaceholder(): Plugin {
  return {
    name: 'keep-placeholder',
    apply: 'build',
    buildStart() {
      const dist = fileURLToPath(new URL('./dist', import.meta.url));
      for (const name of readdirSync(dist)) {
        if (name !== 'placeholder.html') rmSync(`${dist}/${name}`, { recursive: true });
      }
    },
  };
}

export default defineConfig({
  plugins: [react(), keepPlaceholder(), pdfData()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  server: {
    proxy: {
      '/api': { target: server, changeOrigin: false },
      '/ws': { target: server, ws: true, changeOrigin: false },
      '/rtc': { target: server, ws: true, changeOrigin: false },
      '/media': { target: server, changeOrigin: false },
    },
  },
  build: {
    target: ['chrome100', 'safari15.4', 'firefox115'],
    emptyOutDir: false,
    // The size check reads which chunks each page loads first.
    manifest: true,
    // The strict CSP allows no data: URL but for pictures.
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/ },
            {
              name: 'house',
              test: /node_modules[\\/](@tanstack|i18next|react-i18next|openapi-fetch|use-sync-external-store)[\\/]/,
            },
          ],
        },
      },
    },
  },
});
