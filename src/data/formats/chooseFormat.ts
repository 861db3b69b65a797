/** Which format the dropped files are of. */
import { AppError } from '../../protocol/errors';
import type { FileSet } from '../archive';
import { hasInteractions } from '../tables/sortTables';
import type { DataFormat } from './format';
import { formats } from './registry';

/** Plots are no format of ratings, but may be what was dropped. */
const plotsHelp = 'Plots as JSON or as a table, with a text per movie.';

/** The first format of ratings whose files are all there; null when there is none but a table of any kind. */
export async function completeFormat(set: FileSet): Promise<DataFormat | null> {
  // One after another: some look into the files, which is spared once an earlier one knows them.
  for (const format of formats) {
    const match = await format.detect(set);
    if (match?.fit === 'known' && match.missing.length === 0) return format;
  }
  return null;
}

const detectAll = (set: FileSet) =>
  Promise.all(formats.map(async (format) => ({ format, match: await format.detect(set) })));

/**
 * The first format whose files are all there; then any table.
 * @throws AppError `bad-file` naming the missing file, or listing what was found.
 */
export async function chooseFormat(set: FileSet): Promise<DataFormat> {
  const complete = await completeFormat(set);
  if (complete) return complete;
  const matches = await detectAll(set);
  const partial = matches.find(({ match }) => match?.fit === 'known');
  // A movies.csv beside train.csv and test.csv is no MovieLens without its ratings.
  if (partial && !(await hasInteractions(set)))
    throw new AppError(
      'bad-file',
      `${set.label} looks like ${partial.format.label}, but ${partial.match!.missing.join(' and ')} is missing. ${found(set)}`,
      `Drop the whole zip or folder. ${partial.format.label} needs: ${partial.format.help}`,
    );
  const fallback = matches.find(({ match }) => match?.fit === 'fallback');
  if (fallback) return fallback.format;
  throw new AppError(
    'bad-file',
    `${set.label} holds no data of a known format. ${found(set)}`,
    `Drop one of these: ${[...formats.map((format) => format.help), plotsHelp].join(' ')}`,
  );
}

function found(set: FileSet): string {
  const names = set.files.map((file) => file.path);
  const shown = names.slice(0, 12).join(', ');
  return names.length > 12 ? `Found: ${shown} and ${names.length - 12} more.` : `Found: ${shown}.`;
}
