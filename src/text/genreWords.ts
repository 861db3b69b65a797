/**
 * Words that name a genre. Texts such as Wikipedia's leads often say "is a 1995 American comedy film": a model
 * reads the answer there, so such words can be masked.
 *
 * Masked are the name itself and other forms and compounds of the same word that name the genre too (`otherForms`),
 * with their regular plurals: comedy, comedies, comedic, dramedy. Words that only belong to the subject of such
 * films stay, for they are what a model is to learn from: comedian, comic (a comic book is not funny), criminal,
 * mysterious, love. Names that are everyday words, such as War or Family, are masked wherever they stand.
 */
import { splitWords } from './words';

/** By the name of the genre in lower case. */
const otherForms: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    animated: ['animation'],
    animation: ['animated'],
    biography: ['biographical', 'biographic', 'biopic'],
    comedy: ['comedic', 'dramedy', 'tragicomedy', 'romcom', 'rom com'],
    documentary: ['docudrama', 'docufiction', 'mockumentary'],
    drama: ['dramatic', 'dramedy', 'melodrama', 'melodramatic', 'docudrama'],
    'film-noir': ['noir'],
    historical: ['history'],
    history: ['historical'],
    music: ['musical'],
    musical: ['music'],
    romance: ['romantic', 'romcom', 'rom com'],
    satire: ['satirical'],
    'sci-fi': ['scifi', 'science fiction'],
    'science fiction': ['sci fi', 'scifi'],
    sports: ['sport'],
  }),
);

/** What is masked: by first word, the forms that begin with it, longest first, each as its words. */
export type GenreWords = ReadonlyMap<string, readonly (readonly string[])[]>;

/** The forms of the given genre names. Words in brackets, as in "(no genres listed)", name none. */
export function genreWordsOf(genreNames: readonly string[]): GenreWords {
  const forms = new Set<string>();
  for (const name of genreNames) {
    const known = otherForms.get(name.trim().toLowerCase()) ?? [];
    for (const form of [name.replace(/\(.*\)/g, ''), ...known]) {
      const words = splitWords(form);
      if (words.length === 0) continue;
      forms.add(words.join(' '));
      forms.add([...words.slice(0, -1), plural(words.at(-1)!)].join(' '));
    }
  }
  const byFirst = new Map<string, string[][]>();
  for (const form of forms) {
    const words = form.split(' ');
    byFirst.set(words[0]!, [...(byFirst.get(words[0]!) ?? []), words]);
  }
  for (const list of byFirst.values()) list.sort((a, b) => b.length - a.length);
  return byFirst;
}

/** Of each word, whether it is part of a genre's name; a form of several words counts only as a whole. */
export function findGenreWords(words: readonly string[], genreWords: GenreWords): boolean[] {
  const found = words.map(() => false);
  for (let at = 0; at < words.length;) {
    const form = genreWords
      .get(words[at]!)
      ?.find((candidate) => candidate.every((word, i) => words[at + i] === word));
    if (form) found.fill(true, at, at + form.length);
    at += form?.length ?? 1;
  }
  return found;
}

function plural(word: string): string {
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  return /(s|x|z|ch|sh)$/.test(word) ? word : `${word}s`;
}
