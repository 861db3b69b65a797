/** Brings what a source knows of its items into the order of the dense item ids. */
import type { ItemInfo } from '../protocol/dataset';
import { counted } from './counted';
import type { DenseIds } from './denseIds';
import type { RawItem } from './rawDataset';

/** One bit each in a 32-bit word. */
const mostGenres = 32;

/**
 * Items that the source does not describe get their external id for a title. Beyond 32 genres only the most
 * frequent are kept, with a note.
 */
export function alignItemInfo(
  raw: RawItem[],
  genreNames: string[] | null,
  items: Pick<DenseIds, 'names' | 'find'>,
  notes: string[],
): ItemInfo {
  const kept = keptGenres(raw, genreNames, notes);
  const bits = new Map(kept.map((name, bit) => [name, bit]));
  const titles = [...items.names];
  const years = new Int16Array(titles.length);
  const genres = new Uint32Array(titles.length);
  const descriptions = raw.some(({ description }) => description !== '') ? titles.map(() => '') : null;
  for (const described of raw) {
    const item = items.find(described.id);
    if (item < 0) continue;
    titles[item] = described.title;
    years[item] = described.year;
    if (descriptions) descriptions[item] = described.description;
    genres[item] = 0;
    for (const name of described.genres) {
      const bit = bits.get(name);
      // `<<` gives a signed number; storing it in the unsigned array brings bit 31 back.
      if (bit !== undefined) genres[item]! |= 1 << bit;
    }
  }
  return { titles, years, genreNames: kept, genres, descriptions };
}

function keptGenres(raw: RawItem[], genreNames: string[] | null, notes: string[]): string[] {
  const counts = new Map<string, number>(genreNames?.map((name) => [name, 0]));
  for (const { genres } of raw) for (const name of genres) counts.set(name, (counts.get(name) ?? 0) + 1);
  // Sort by code unit, which no locale changes.
  const names = genreNames ?? [...counts.keys()].sort();
  if (names.length <= mostGenres) return names;
  const frequent = new Set([...names].sort((a, b) => counts.get(b)! - counts.get(a)!).slice(0, mostGenres));
  const emptied = raw.filter(
    ({ genres }) => genres.length > 0 && !genres.some((name) => frequent.has(name)),
  ).length;
  notes.push(
    `Of ${names.length} genres the ${mostGenres} most frequent were kept` +
      (emptied > 0 ? `; ${counted(emptied, 'item')} had only others, and have none now.` : '.'),
  );
  return names.filter((name) => frequent.has(name));
}
