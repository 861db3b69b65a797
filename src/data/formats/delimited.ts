/** Any file of users and items, as a table or otherwise; what it has where is asked unless it was told. */
import type { TableChoice, TableUse } from '../../protocol/dataService';
import { AppError } from '../../protocol/errors';
import type { DataFile, FileSet } from '../archive';
import { readTable } from '../rows/readTable';
import { joinTables, type UsedTable } from '../tables/joinTables';
import { hasTables, isOfInteractions, sortTables } from '../tables/sortTables';
import type { DataFormat } from './format';
import { askAboutTable } from './mappingGuess';

export const delimited: DataFormat = {
  id: 'delimited',
  label: 'Table',
  help: 'Any text of ratings or clicks: a table, lists of items, JSON; you choose the columns.',
  detect: async (set) => ((await hasTables(set)) ? { fit: 'fallback', missing: [] } : null),
  read: async (set, context) => {
    const { choices, isUnclear } = context.tables
      ? { choices: context.tables, isUnclear: false }
      : await sortTables(set);
    const tables = usedTables(set, choices);
    if (!context.mapping) {
      const question = await askAboutTable(tables[0]!.file, context.readAs);
      return { ...question, tables: choices, asks: isUnclear ? ['tables', ...question.asks] : question.asks };
    }
    const used: UsedTable[] = [];
    for (const { file, use } of tables)
      used.push({ raw: await readTable(file, context.mapping, context), use });
    context.report.notes.push(...tablesNotes(tables));
    return joinTables(used, set.label);
  },
};

/** How several tables were taken together. */
function tablesNotes(tables: { file: DataFile; use: TableUse }[]): string[] {
  if (tables.length < 2) return [];
  const list = tables.map(({ file, use }) => (use === 'interactions' ? file.path : `${file.path} (${use})`));
  return tables.some(({ use }) => use === 'test')
    ? [`Read as the parts of the split “Predefined”: ${list.join(', ')}.`]
    : [`Read as one table: ${list.join(', ')}.`];
}

/** @throws AppError `bad-file` when none of the files is chosen for interactions. */
function usedTables(set: FileSet, choices: TableChoice[]): { file: DataFile; use: TableUse }[] {
  const tables = choices
    .filter(({ use }) => isOfInteractions(use))
    .flatMap(({ file: path, use }) => {
      const file = set.files.find((candidate) => candidate.path === path);
      return file ? [{ file, use }] : [];
    });
  if (tables.length > 0) return tables;
  throw new AppError(
    'bad-file',
    'None of the tables is chosen for interactions.',
    'Say which table has the ratings or clicks.',
  );
}
