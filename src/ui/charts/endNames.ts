/** Names as they stand at line ends, where room is short: first what tells the lines apart. */

const between = ' · ';

/** Without the parts that all names begin with; the whole names where nothing would be left of one. */
export function endNames(names: readonly string[]): string[] {
  const parts = names.map((name) => name.split(between));
  const [first] = parts;
  if (!first || new Set(names).size < 2) return [...names];
  const differs = first.findIndex((part, place) => parts.some((other) => other[place] !== part));
  const shared = differs < 0 ? first.length : differs;
  // One name may be the beginning of the others: it keeps its last part.
  return parts.map((all) => all.slice(Math.min(shared, all.length - 1)).join(between));
}
