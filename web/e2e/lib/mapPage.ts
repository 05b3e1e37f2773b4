// Builds the page of the map and serves it under the policy of the real ones.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { build } from 'vite';

const here = fileURLToPath(new URL('../map', import.meta.url));
const source = fileURLToPath(new URL('../../src', import.meta.url));

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
};

/** What a server would say to these pages, by path or of tiles by the beginning of theirs, which ends with a slash. */
export type Answers = Record<string, object | Buffer>;

/** A tile below an address, its numbers filled in. */
function isTile(path: string, under: string): boolean {
  return path.startsWith(under) && /^\d+\/\d+\/\d+$/.test(path.slice(under.length));
}

/** The policy of the pages as the server writes it, part by part, read from where it stands; one in a piece is of a file. */
async function policy(): Promise<string> {
  const pages = await readFile(new URL('../../../api/pages.go', import.meta.url), 'utf8');
  const parts = [...pages.matchAll(/"((?:default|script|img|worker|font|object|base|form|frame)-[a-z]+ [^";]+)"/g)];
  const found = parts.map((match) => match[1]);
  if (found.length < 6) throw new Error('the policy has moved');
  return [...found, "style-src 'self'", "connect-src 'self'"].join('; ');
}

export async function openMapPage(): Promise<{ url: string; answers: Answers; stop(): Promise<void> }> {
  const answers: Answers = { '/api/v1/map': { background: 'plain', minZoom: 0, maxZoom: 20, gcj02: false } };
  const outDir = await mkdtemp(join(tmpdir(), 'zhaoyun-map-'));
  await build({
    root: here,
    configFile: false,
    logLevel: 'error',
    plugins: [react()],
    resolve: { alias: { '@': source } },
    build: { outDir, emptyOutDir: true, assetsInlineLimit: 0, target: ['chrome100'], minify: false },
  });
  const csp = await policy();
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://map').pathname;
    const answer =
      answers[path] ?? answers[Object.keys(answers).find((key) => key.endsWith('/') && isTile(path, key)) ?? ''];
    if (answer) {
      response.setHeader('Content-Type', Buffer.isBuffer(answer) ? 'image/png' : 'application/json');
      return response.end(Buffer.isBuffer(answer) ? answer : JSON.stringify(answer));
    }
    const name = path === '/' ? '/index.html' : path;
    try {
      const body = await readFile(join(outDir, name));
      response.setHeader('Content-Type', types[extname(name)] ?? 'application/octet-stream');
      response.setHeader('Content-Security-Policy', csp);
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}/`,
    answers,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(outDir, { recursive: true, force: true });
    },
  };
}
