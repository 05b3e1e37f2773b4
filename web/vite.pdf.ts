import { createReadStream, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

/**
 * What pdf.js asks for by URL: character maps for Chinese PDFs that embed no font, and stand-ins for the
 * fourteen standard fonts. Served under /pdf/ as they are in the package, so that slides.ts can name the folder.
 */
const folders = { '/pdf/cmaps/': 'cmaps', '/pdf/fonts/': 'standard_fonts' } as const;
const home = fileURLToPath(new URL('./node_modules/pdfjs-dist/', import.meta.url));
const wanted = /\.(bcmap|pfb|ttf)$/;

export function pdfData(): Plugin {
  return {
    name: 'pdf-data',
    configureServer(server) {
      for (const [path, folder] of Object.entries(folders)) {
        server.middlewares.use(path, (request, response, next) => {
          const name = request.url?.slice(1) ?? '';
          if (!readdirSync(join(home, folder)).includes(name)) return next();
          createReadStream(join(home, folder, name)).pipe(response);
        });
      }
    },
    generateBundle() {
      for (const [path, folder] of Object.entries(folders)) {
        for (const name of readdirSync(join(home, folder)).filter((each) => wanted.test(each))) {
          this.emitFile({
            type: 'asset',
            fileName: path.slice(1) + name,
            source: readFileSync(join(home, folder, name)),
          });
        }
      }
    },
  };
}
