/** A name within a directory, as an absolute path. */
export function joinPath(directory: string, name: string): string {
  return directory.endsWith('/') ? `${directory}${name}` : `${directory}/${name}`;
}

/** Every directory on the way to a path, the root first. */
export function ancestors(path: string): { name: string; path: string }[] {
  const found = [{ name: '/', path: '/' }];
  let at = '';
  for (const name of path.split('/').filter(Boolean)) {
    at += `/${name}`;
    found.push({ name, path: at });
  }
  return found;
}
