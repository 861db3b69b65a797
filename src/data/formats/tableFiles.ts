/** Which files look like tables, by their names. */
import type { DataFile, FileSet } from '../archive';
import { isJson } from '../plots/plotTable';

const tableNames = /\.(csv|tsv|tab|txt|dat|data|inter|item|user|ratings?|base|train|valid|test)$/i;

/** Whether a file is one of a table by the end of its name. */
export const isTableName = (name: string): boolean => tableNames.test(name);

/** Those that look like tables, the largest first; an only file may have any name. */
export function tablesOf(set: FileSet): DataFile[] {
  const isTable = (file: DataFile): boolean =>
    isTableName(file.name) || (set.files.length === 1 && !isJson(file));
  return set.files.filter(isTable).sort((a, b) => b.size - a.size || (a.path < b.path ? -1 : 1));
}
