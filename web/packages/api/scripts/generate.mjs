// Writes src/schema.ts from openapi/dashboard.json. With --check it writes nothing and fails
// when the committed file differs, so types and document cannot drift apart.
import { readFile, writeFile } from 'node:fs/promises';
import openapiTS, { astToString } from 'openapi-typescript';

const source = new URL('../openapi/dashboard.json', import.meta.url);
const target = new URL('../src/schema.ts', import.meta.url);

const banner =
  '// Generated from openapi/dashboard.json by `npm run generate`. Do not edit by hand.\n\n';
const generated = banner + astToString(await openapiTS(source, { alphabetize: true }));

if (process.argv.includes('--check')) {
  const committed = await readFile(target, 'utf8').catch(() => '');
  if (committed !== generated) {
    process.stderr.write(
      'src/schema.ts differs from openapi/dashboard.json: run `npm run generate`\n',
    );
    process.exit(1);
  }
} else {
  await writeFile(target, generated);
}
