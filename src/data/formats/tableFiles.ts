/** Which files look like tables, by their names. */
import type { DataFile, FileSet } from '../archive';

const tableNames = /\.(csv|tsv|tab|txt|dat|data|inter|item|user|ratings?|base|train|valid|test)$/i;

/** Whether a file is one of a table by the end of its name. */
export const isTableName = (name: string): boolean => tableNames.test(name);

/** Those that look like tables, the largest first; without an ending in its name, only the only file. */
export function tablesOf(set: FileSet): DataFile[] {
  const isTable = ({ name }: DataFile): boolean =>
    isTableName(name) || (set.files.length === 1 && !name.includes('.'));
  return set.files.filter(isTable).sort((a, b) => b.size - a.size || (a.path < b.path ? -1 : 1));
}
