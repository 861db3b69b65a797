/** The genres of one movie as plots files write them. */

const mostPerMovie = 64;
const longestName = 60;

/**
 * A list of names, or of objects with a `name` as TMDB has it, or a text with `|`, `,`, `;` or `/` between the names, also
 * one that holds such a list as JSON. Names are given once each.
 */
export function readGenres(cell: unknown): string[] {
  const names = namesIn(cell).map((name) => name.trim().slice(0, longestName));
  return [...new Set(names)].filter((name) => name !== '' && !noGenre.test(name)).slice(0, mostPerMovie);
}

/** What sources write where they know of none. */
const noGenre = /^(\(no genres listed\)|unknown|none|null|n\/a|nan|-)$/i;

function namesIn(cell: unknown): string[] {
  if (Array.isArray(cell)) return cell.flatMap(nameOf);
  if (typeof cell !== 'string') return [];
  const text = cell.trim();
  if (text.startsWith('[')) {
    const list = parseList(text);
    if (list) return list.flatMap(nameOf);
  }
  // A bar or a semicolon separates for certain; a comma or slash only where there is neither.
  return text.split(/[|;]/.test(text) ? /[|;]/ : /[,/]/);
}

/** A list as JSON, or as Python prints it, with single quotes. */
function parseList(text: string): unknown[] | null {
  for (const attempt of [text, text.replaceAll("'", '"')]) {
    try {
      const list: unknown = JSON.parse(attempt);
      if (Array.isArray(list)) return list as unknown[];
    } catch {
      // Not written so; the next way is tried, or it is taken as plain text.
    }
  }
  return null;
}

function nameOf(entry: unknown): string[] {
  if (typeof entry === 'string') return [entry];
  const name = typeof entry === 'object' && entry !== null && 'name' in entry ? entry.name : null;
  return typeof name === 'string' ? [name] : [];
}
