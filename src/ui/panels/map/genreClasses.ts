/** Which group of the legend an item belongs to: its first genre. */
import type { ItemInfo } from '../../../protocol/dataset';
import type { Look } from '../../charts/series';

export interface GenreClass {
  name: string;
  /** Items shown that belong to it. */
  count: number;
  /** Null for items without a genre, which are grey. */
  look: Look | null;
}

export interface GenreClasses {
  /** The largest first, items without a genre last. */
  classes: GenreClass[];
  /** The class of each item shown, as `items` orders them. */
  classOf: Uint8Array;
}

/** Colours there are; with more genres another marker begins them anew. */
const colors = 8;
export const noGenre = 'No genre';

/**
 * Groups items by the first of their genres. The eight largest groups differ in colour, those after them in marker and
 * colour, so that none is told apart by a colour that another one has.
 * @param items dense ids of the items shown
 */
export function genreClasses(items: Int32Array, info: ItemInfo | null): GenreClasses {
  const names = [...(info?.genreNames ?? []), noGenre];
  const none = names.length - 1;
  const genreOf = Uint8Array.from(items, (item) => firstBit(info?.genres[item] ?? 0) ?? none);
  const counts = new Int32Array(names.length);
  for (const genre of genreOf) counts[genre]!++;
  const order = names
    .map((_, genre) => genre)
    .filter((genre) => counts[genre]! > 0)
    .sort((a, b) => Number(a === none) - Number(b === none) || counts[b]! - counts[a]! || a - b);
  const placeOf = Uint8Array.from(names, (_, genre) => Math.max(0, order.indexOf(genre)));
  return {
    classes: order.map((genre, place) => ({
      name: names[genre]!,
      count: counts[genre]!,
      look: genre === none ? null : { color: place % colors, dash: 0, marker: Math.floor(place / colors) },
    })),
    classOf: genreOf.map((genre) => placeOf[genre]!),
  };
}

function firstBit(flags: number): number | null {
  return flags === 0 ? null : 31 - Math.clz32(flags & -flags);
}
