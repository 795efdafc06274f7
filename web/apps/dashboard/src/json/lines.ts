// A JSON value as lines that can be folded and searched.

export interface JsonLine {
  /** The way to the value: `$.Config.Env[0]`; it names what is folded. */
  path: string;
  depth: number;
  /** The property's name; null for an array's items and the root. */
  name: string | null;
  kind: 'open' | 'close' | 'leaf';
  /** The value of a leaf, or the bracket. */
  text: string;
  type: 'string' | 'number' | 'boolean' | 'null' | 'bracket';
  /** On opening lines: how much is inside. */
  count: number;
  last: boolean;
}

export function jsonLines(value: unknown): JsonLine[] {
  const lines: JsonLine[] = [];
  walk(value, '$', null, 0, true, lines);
  return lines;
}

function walk(
  value: unknown,
  path: string,
  name: string | null,
  depth: number,
  last: boolean,
  lines: JsonLine[],
): void {
  if (typeof value === 'object' && value !== null) {
    const isArray = Array.isArray(value);
    const entries: [string, unknown][] = isArray
      ? (value as unknown[]).map((each, index) => [`[${index}]`, each])
      : Object.entries(value).map(([key, each]) => [`.${key}`, each]);
    const shared = { path, depth, type: 'bracket', count: entries.length, last } as const;
    lines.push({ ...shared, name, kind: 'open', text: isArray ? '[' : '{' });
    entries.forEach(([step, each], index) => {
      const key = isArray ? null : step.slice(1);
      walk(each, path + step, key, depth + 1, index === entries.length - 1, lines);
    });
    lines.push({ ...shared, name: null, kind: 'close', text: isArray ? ']' : '}' });
    return;
  }
  lines.push({
    path,
    depth,
    name,
    kind: 'leaf',
    text: JSON.stringify(value) ?? 'null',
    type:
      value === null || value === undefined
        ? 'null'
        : (typeof value as 'string' | 'number' | 'boolean'),
    count: 0,
    last,
  });
}

/**
 * The lines to show: without what is folded, or, while searching, only what matches and the way
 * to it.
 */
export function visibleLines(
  lines: readonly JsonLine[],
  folded: ReadonlySet<string>,
  search: string,
): JsonLine[] {
  const wanted = search.trim().toLowerCase();
  if (wanted) {
    const shown = new Set<string>();
    for (const line of lines) {
      if (line.kind === 'close') continue;
      const inName = line.name?.toLowerCase().includes(wanted) ?? false;
      const inValue = line.kind === 'leaf' && line.text.toLowerCase().includes(wanted);
      if (!inName && !inValue) continue;
      for (const path of pathsTo(line.path)) shown.add(path);
      // A name that matches is shown with all that it holds.
      if (inName && line.kind === 'open') {
        for (const each of lines) {
          if (each.path.startsWith(`${line.path}.`) || each.path.startsWith(`${line.path}[`)) {
            shown.add(each.path);
          }
        }
      }
    }
    return lines.filter((line) => shown.has(line.path));
  }
  const visible: JsonLine[] = [];
  let foldedAt: string | null = null;
  for (const line of lines) {
    if (foldedAt !== null) {
      if (line.kind === 'close' && line.path === foldedAt) foldedAt = null;
      continue;
    }
    visible.push(line);
    if (line.kind === 'open' && folded.has(line.path)) foldedAt = line.path;
  }
  return visible;
}

function pathsTo(path: string): string[] {
  const paths: string[] = [path];
  for (let index = path.length - 1; index > 0; index -= 1) {
    if (path[index] === '.' || path[index] === '[') paths.push(path.slice(0, index));
  }
  return paths;
}
