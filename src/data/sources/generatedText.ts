/** Titles and plot-like descriptions of the generated films, written from the vocabularies of their genres. */
import type { RawItem } from '../rawDataset';
import { Draws, generatedPart } from './draws';
import type { Film } from './generatedFilms';
import { adjectives, genreNames, genreWords, nouns, people, plainWords } from './generatedWords';

/** One word in so many is of no genre, and one in so many of a genre that the film does not have. */
const plainShare = 0.3;
const misleadingShare = 0.15;

const openings = [
  'After the {} of a {}, {name} must find the {} before the {}.',
  '{name} leaves the {} behind for a {}, until a {} changes everything.',
  'A {} and a {} bring {name} and {other} together.',
  'Nobody in the {} believes {name} about the {} and the {}.',
];
const middles = [
  'With a {} and a {}, the two set out for the {}.',
  'But {other} knows what the {} means, and the {} is close.',
  'When the {} fails, only the {} is left.',
  'Between {} and {}, an old {} comes back.',
];
const endings = [
  'Soon the {} is more than a {}.',
  'What remains is a {}, a {} and the {}.',
  'And the {} was never only a {}.',
];

/** Titles without the year, all different; sequels carry the title of their first film and a number. */
export function makeTitles(seed: number, films: Film[]): string[] {
  const titles = films.map(() => '');
  const taken = new Set<string>();
  films.forEach((film, id) => {
    if (film.sequelOf >= 0) return;
    const draws = new Draws(seed, generatedPart.text, id);
    let title = newTitle(draws);
    while (taken.has(title)) title = newTitle(draws);
    taken.add(title);
    titles[id] = title;
  });
  const firstOf = (id: number): number => (films[id]!.sequelOf < 0 ? id : firstOf(films[id]!.sequelOf));
  return titles.map((title, id) => title || `${titles[firstOf(id)]!} ${films[id]!.part}`);
}

function newTitle(draws: Draws): string {
  const form = draws.below(4);
  if (form === 0) return `The ${draws.oneOf(adjectives)} ${draws.oneOf(nouns)}`;
  if (form === 1) return `${draws.oneOf(nouns)} of the ${draws.oneOf(adjectives)} ${draws.oneOf(nouns)}`;
  if (form === 2) return `${draws.oneOf(people)}'s ${draws.oneOf(nouns)}`;
  return `${draws.oneOf(adjectives)} ${draws.oneOf(nouns)}`;
}

export function makeRawItems(seed: number, films: Film[]): RawItem[] {
  const titles = makeTitles(seed, films);
  return films.map((film, id) => ({
    id: String(id + 1),
    title: titles[id]!,
    year: film.year,
    genres: film.genres.map((genre) => genreNames[genre]!),
    description: describePlot(new Draws(seed, generatedPart.text, films.length + id), film),
  }));
}

function describePlot(draws: Draws, film: Film): string {
  const name = draws.oneOf(people);
  const other = draws.oneOf(people.filter((person) => person !== name));
  const sentences = [draws.oneOf(openings), draws.oneOf(middles), draws.oneOf(endings)];
  return sentences
    .join(' ')
    .replaceAll('{name}', name)
    .replaceAll('{other}', other)
    .replaceAll('{}', () => plotWord(draws, film))
    .replace(/\b([Aa]) (?=[aeiou])/g, '$1n ');
}

function plotWord(draws: Draws, film: Film): string {
  const kind = draws.uniform();
  if (kind < plainShare) return draws.oneOf(plainWords);
  if (kind < plainShare + misleadingShare) return draws.oneOf(draws.oneOf(genreWords));
  // The main genre speaks as often as all others together.
  const genre = draws.uniform() < 0.5 ? film.genres[0]! : draws.oneOf(film.genres);
  return draws.oneOf(genreWords[genre]!);
}
