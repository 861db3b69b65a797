/** Tables of interactions with the same columns as one: pieces one after another, parts as a predefined split. */
import type { TableUse } from '../../protocol/dataService';
import type { RawDataset, RawIds, RawSplit } from '../rawDataset';

export interface UsedTable {
  raw: RawDataset;
  use: TableUse;
}

const partCodes: Partial<Record<TableUse, number>> = { train: 0, test: 1, validation: 3 };
/** In no part, see `RawSplit`. */
const none = 2;

/** What the partition is called where the files that it came in give it no name. */
export const tablesSplit = 'tables';

/** @param label What the tables came in, for people. */
export function joinTables(tables: UsedTable[], label: string): RawDataset {
  const [first, ...rest] = tables.map(({ raw }) => raw);
  if (rest.length === 0) return first!;
  const raws = [first!, ...rest];
  const numRows = raws.reduce((sum, { ratings }) => sum + ratings.length, 0);
  const scale = JSON.stringify(first!.ratingScale);
  return {
    ...first!,
    name: raws.some(({ name }) => label.startsWith(name)) ? raws.map(({ name }) => name).join(' + ') : label,
    time: raws.some(({ time }) => time === 'none')
      ? 'none'
      : raws.some(({ time }) => time === 'order')
        ? 'order'
        : 'seconds',
    users: joinIds(raws.map(({ users }) => users)),
    items: joinIds(raws.map(({ items }) => items)),
    ratings: joined(
      new Float32Array(numRows),
      raws.map(({ ratings }) => ratings),
    ),
    timestamps: joined(
      new Float64Array(numRows),
      raws.map(({ timestamps }) => timestamps),
    ),
    ratingScale: rest.every(({ ratingScale }) => JSON.stringify(ratingScale) === scale)
      ? first!.ratingScale
      : null,
    itemInfo: raws.some(({ itemInfo }) => itemInfo) ? raws.flatMap(({ itemInfo }) => itemInfo ?? []) : null,
    predefinedSplits: partition(tables, numRows),
  };
}

/** None where no table is a part of it. */
function partition(tables: UsedTable[], numRows: number): RawSplit[] {
  if (!tables.some(({ use }) => use in partCodes)) return [];
  const parts = new Uint8Array(numRows);
  let at = 0;
  for (const { raw, use } of tables) {
    parts.fill(partCodes[use] ?? none, at, at + raw.ratings.length);
    at += raw.ratings.length;
  }
  return [{ name: tablesSplit, group: tablesSplit, parts, candidates: null }];
}

function joined<T extends Int32Array | Float32Array | Float64Array>(out: T, pieces: T[]): T {
  let at = 0;
  for (const piece of pieces) {
    out.set(piece, at);
    at += piece.length;
  }
  return out;
}

/** Numbers while all are; else texts, so that 1 of one table is "1" of another. */
function joinIds(pieces: RawIds[]): RawIds {
  const numRows = pieces.reduce((sum, ids) => sum + codesOf(ids).length, 0);
  if (pieces.every((ids) => ids instanceof Int32Array)) return joined(new Int32Array(numRows), pieces);
  const places = new Map<string, number>();
  const placeOf = (name: string): number => {
    const place = places.get(name) ?? places.size;
    places.set(name, place);
    return place;
  };
  const codes = pieces.map((ids) =>
    ids instanceof Int32Array
      ? ids.map((id) => placeOf(String(id)))
      : recoded(ids.codes, Int32Array.from(ids.names, placeOf)),
  );
  const all = joined(new Int32Array(numRows), codes);
  return { names: [...places.keys()], codes: all };
}

const codesOf = (ids: RawIds): Int32Array => (ids instanceof Int32Array ? ids : ids.codes);
const recoded = (codes: Int32Array, places: Int32Array): Int32Array => codes.map((code) => places[code]!);
