/** A small data set in the format of MovieLens 100K, made here: 60 users, 40 films, 1,200 ratings. */
import { strToU8, zipSync } from 'fflate';

const users = 60;
const films = 40;
export const smallCounts = { users, films, ratings: users * 20 };

/** Even users rate even films, odd users odd ones: a taste that a model can learn. */
function ratings(): string {
  const rows: string[] = [];
  for (let user = 1; user <= users; user++)
    for (let step = 0; step < films / 2; step++) {
      const film = 2 * ((step * 7 + user) % (films / 2)) + (user % 2) + 1;
      rows.push(`${user}\t${film}\t${1 + ((user + film) % 5)}\t${880_000_000 + user * 1000 + step}`);
    }
  return rows.join('\n') + '\n';
}

const genres = ['unknown', 'Action', 'Comedy'];

function filmRows(): string {
  return Array.from({ length: films }, (_, index) => {
    const flags = Array.from({ length: 19 }, (_flag, genre) => (genre === 1 + (index % 2) ? 1 : 0));
    return `${index + 1}|Film ${index + 1} (19${60 + index})|01-Jan-19${60 + index}|||${flags.join('|')}`;
  }).join('\n');
}

/** @param changes file contents that replace those of the zip; null leaves a file out */
export function smallMovielensZip(changes: Record<string, string | null> = {}): Buffer {
  const files: Record<string, string | null> = {
    'u.data': ratings(),
    'u.item': filmRows(),
    'u.genre': genres.map((genre, index) => `${genre}|${index}`).join('\n'),
    'u.user': Array.from({ length: users }, (_, index) => `${index + 1}|30|F|other|00000`).join('\n'),
    ...changes,
  };
  const entries = Object.entries(files)
    .filter((entry): entry is [string, string] => entry[1] !== null)
    .map(([name, text]) => [`ml-100k/${name}`, strToU8(text)] as const);
  return Buffer.from(zipSync(Object.fromEntries(entries)));
}
