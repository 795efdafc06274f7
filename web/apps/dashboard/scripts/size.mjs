// Says how much JavaScript the first load of each entrance fetches, gzipped, and fails above the
// budget. Counts the entry, what it imports statically, and the lazy page that opens first.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const BUDGET_BYTES = 200 * 1024;
const dist = new URL('../dist/', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'));

const SHELL = 'src/shell/shell.tsx';
const entrances = {
  'log in': ['src/pages/login/page.tsx'],
  home: [SHELL, 'src/pages/home/page.tsx'],
  containers: [SHELL, 'src/pages/containers/page.tsx'],
};

/** Every file that `key` brings with it. */
function closure(key, files = new Set()) {
  const chunk = manifest[key];
  if (!chunk) throw new Error(`no chunk for ${key}: has the page moved?`);
  if (files.has(chunk.file)) return files;
  files.add(chunk.file);
  for (const each of chunk.imports ?? []) closure(each, files);
  return files;
}

const gzipped = (file) => gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length;
const kib = (bytes) => `${(bytes / 1024).toFixed(1)} KiB`;

let failed = false;
for (const [name, pages] of Object.entries(entrances)) {
  const files = closure('index.html');
  for (const page of pages) closure(page, files);
  const bytes = [...files]
    .filter((file) => file.endsWith('.js'))
    .reduce((sum, file) => sum + gzipped(file), 0);
  const over = bytes > BUDGET_BYTES;
  failed ||= over;
  process.stdout.write(
    `first load, ${name}: ${kib(bytes)} of gzipped JavaScript (budget ${kib(BUDGET_BYTES)})${over ? ' OVER' : ''}\n`,
  );
}
if (failed) process.exit(1);
