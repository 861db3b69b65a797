/** Finding items by a part of their name. */

export interface NamedItem {
  item: number;
  name: string;
  /** The name as it is searched. */
  folded: string;
}

/** Without case and accents, so that "amelie" finds "Amélie". */
export const fold = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/**
 * At most `limit` items whose name holds the words looked for: those whose name begins with them first, then those of
 * which a word does, each in the order given.
 */
export function searchNames(items: readonly NamedItem[], query: string, limit: number): NamedItem[] {
  const wanted = fold(query.trim());
  const found: NamedItem[][] = [[], [], []];
  for (const entry of items) {
    const at = entry.folded.indexOf(wanted);
    if (at < 0) continue;
    const startsWord = at === 0 || entry.folded.includes(` ${wanted}`);
    found[at === 0 ? 0 : startsWord ? 1 : 2]!.push(entry);
    if (found[0]!.length === limit) break;
  }
  return found.flat().slice(0, limit);
}
