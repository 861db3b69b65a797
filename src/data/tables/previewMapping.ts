/** What the first rows of a table become by a mapping, so that a person sees it before all are read. */
import type { ImportOptions, MappingPreview, PreviewRow } from '../../protocol/dataService';
import { AppError } from '../../protocol/errors';
import { readHead, type DataFile, type FileSet } from '../archive';
import { delimited } from '../formats/delimited';
import { isQuestion } from '../formats/format';
import type { RawIds } from '../rawDataset';
import { RowReport } from '../rowReport';
import type { Work } from '../work';
import { isOfInteractions } from './sortTables';

const headBytes = 1 << 14;
/** Rows of JSON have no lines to cut at. */
const jsonBytes = 1 << 22;
const mostRows = 5;
const newline = 10;

/** @throws AppError `bad-file` when the mapping fits no row. */
export async function previewMapping(
  set: FileSet,
  { mapping, tables }: ImportOptions,
  work: Work,
): Promise<MappingPreview> {
  const path = tables?.find(({ use }) => isOfInteractions(use))?.file;
  const file = set.files.find((candidate) => candidate.path === path);
  if (!mapping || !file)
    throw new AppError(
      'bad-file',
      'No table is chosen to look at.',
      'Say which table has the ratings or clicks.',
    );
  const head = await headOf(file, mapping.layout === 'json' ? jsonBytes : headBytes);
  const report = new RowReport();
  const raw = await delimited.read(
    { label: set.label, files: [head] },
    { mapping, tables: [{ file: head.path, use: 'interactions' }], report, work },
  );
  if (isQuestion(raw)) return { rows: [], leftOut: [] };
  const titles = new Map(raw.itemInfo?.map(({ id, title }) => [id, title]));
  const rows = Array.from({ length: Math.min(mostRows, raw.ratings.length) }, (_, row): PreviewRow => {
    const item = nameAt(raw.items, row);
    const time = raw.timestamps[row]!;
    return {
      user: nameAt(raw.users, row),
      item,
      title: titles.get(item) ?? '',
      rating: raw.ratings[row]!,
      time: raw.time === 'none' ? null : raw.time === 'order' ? { place: time } : { seconds: time },
    };
  });
  return { rows, leftOut: report.examples.slice(0, mostRows) };
}

const nameAt = (ids: RawIds, row: number): string =>
  ids instanceof Int32Array ? String(ids[row]) : ids.names[ids.codes[row]!]!;

/** The whole lines among the first bytes of a file, as a file. */
async function headOf(file: DataFile, length: number): Promise<DataFile> {
  const read = await readHead(file, length);
  const end = read.length < length ? read.length : read.lastIndexOf(newline) + 1 || read.length;
  const bytes = read.slice(0, end);
  return {
    ...file,
    size: end,
    async *chunks() {
      yield await Promise.resolve(bytes);
    },
  };
}
