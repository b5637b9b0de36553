import { dirname, join, relative, resolve } from 'node:path';

/** Where a command writes what it makes of result folders: into the only one, or beside the first of several. */
export function commonFolder(folders: readonly string[]): string {
  const [first = '.'] = folders;
  return folders.length === 1 ? first : dirname(resolve(first));
}

/** A path as the reader would type it in this folder. */
export function shownPath(path: string, folder: string): string {
  const short = relative(folder, resolve(folder, path));
  return short === '' ? '.' : short.startsWith(join('..', '..')) ? resolve(folder, path) : short;
}
