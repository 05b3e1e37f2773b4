// Measures what a page loads before it can show itself: the entry, the page's own
// chunk, what these import, and one language. Fails above the budget.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const budget = 200 * 1024;
const dist = new URL('../dist/', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'));

/** Source modules whose chunks a page asks for first, besides index.html. */
const pages = {
  event: ['src/features/event/index.tsx', ...language('common', 'errors', 'event')],
  room: ['src/features/room/index.tsx', ...language('common', 'errors', 'room')],
};

function language(...namespaces) {
  return namespaces.map((name) => `src/locales/zh-CN/${name}.json`);
}

function chunks(keys, found = new Map()) {
  for (const key of keys) {
    const chunk = manifest[key];
    if (!chunk) throw new Error(`${key} is not in the build; has the page moved?`);
    if (found.has(chunk.file)) continue;
    found.set(chunk.file, gzipSync(readFileSync(new URL(chunk.file, dist))).length);
    chunks(chunk.imports ?? [], found);
  }
  return found;
}

let failed = false;
for (const [page, keys] of Object.entries(pages)) {
  const files = [...chunks(['index.html', ...keys])].filter(([file]) => file.endsWith('.js'));
  const total = files.reduce((sum, [, size]) => sum + size, 0);
  const over = total > budget;
  failed ||= over;
  console.log(
    `${over ? 'TOO BIG' : 'ok'}  ${page} page: ${(total / 1024).toFixed(1)} KB gzip of script (budget ${budget / 1024})`,
  );
  for (const [file, size] of files.sort((a, b) => b[1] - a[1]))
    console.log(`    ${(size / 1024).toFixed(1).padStart(7)}  ${file}`);
}
process.exit(failed ? 1 : 0);
