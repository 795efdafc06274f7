// Writes src/schema.ts from openapi/dashboard.json. With --check it writes nothing and fails
// when the committed file differs, so types and document cannot drift apart.
import { readFile, writeFile } from 'node:fs/promises';
import openapiTS, { astToString } from 'openapi-typescript';

const source = new URL('../openapi/dashboard.json', import.meta.url);
const target = new URL('../src/schema.ts', import.meta.url);

const banner =
  '// Generated from openapi/dashboard.json by `npm run generate`. Do not edit by hand.\n\n';

/** The names of all schemas that a part of the document leads to. */
function schemasUnder(document, part, names = new Set()) {
  JSON.stringify(part, (key, value) => {
    const name = key === '$ref' && value.split('/').at(-1);
    if (name && !names.has(name)) {
      names.add(name);
      schemasUnder(document, document.components.schemas[name], names);
    }
    return value;
  });
  return names;
}

function requireAll(schema) {
  if (typeof schema !== 'object' || schema === null) return;
  if (schema.type === 'object' && schema.properties) {
    schema.required = Object.keys(schema.properties);
  }
  for (const each of Object.values(schema)) requireAll(each);
}

/**
 * The server writes a missing value as null and never leaves the property out; its document
 * counts only what cannot be null as required. What a person sends keeps what may be left out.
 */
function requireNullableAnswers(document) {
  const bodies = Object.values(document.paths)
    .flatMap((path) => Object.values(path))
    .map((operation) => operation.requestBody ?? null);
  const sent = schemasUnder(document, bodies);
  for (const [name, schema] of Object.entries(document.components.schemas)) {
    if (!sent.has(name)) requireAll(schema);
  }
  return document;
}

const document = requireNullableAnswers(JSON.parse(await readFile(source, 'utf8')));
const generated = banner + astToString(await openapiTS(document, { alphabetize: true }));

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
