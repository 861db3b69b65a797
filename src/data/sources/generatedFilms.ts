/** The films of the generated data: genres, latent character, popularity, series, and which film leads to which. */
import { Draws, generatedPart } from './draws';
import { genreNames } from './generatedWords';
import { WeightedPool } from './weightedPool';

export const numFilms = 800;
/** Not yet released: known by their text alone, picked by nobody. */
export const numNewFilms = 20;
export const numLatent = 6;
/** Genres first, then the latent dimensions. */
export const numFactors = genreNames.length + numLatent;
export const successorsPerFilm = 4;

const lastYear = 2025;
/** The films of rank r are picked in proportion to r ^ -zipf, tastes apart. */
const zipf = 0.85;
/** Log-odds that stand for "never". */
const unreleased = -60;

export interface Film {
  year: number;
  /** Places in `genreNames`, the main one first. */
  genres: number[];
  latent: number[];
  /** Log-odds of being picked, tastes apart. */
  bias: number;
  /** How much better than others it is rated, in stars. */
  quality: number;
  /** The film this one continues, or -1, and its number in the series from 1. */
  sequelOf: number;
  part: number;
  /** Films that become likelier right after this one. */
  successors: number[];
}

export function makeFilms(seed: number): Film[] {
  const films = Array.from({ length: numFilms }, (_, id) => makeFilm(seed, id));
  makeSeries(seed, films);
  rankByPopularity(seed, films);
  linkSuccessors(films);
  return films;
}

export function isNew(id: number): boolean {
  // Spread over the catalogue, so that the id tells nothing.
  return id % (numFilms / numNewFilms) === 17;
}

/** The row of this film in the item factors: shares of its genres, then the latent dimensions. */
export function factorsOf(film: Film): Float32Array {
  const row = new Float32Array(numFactors);
  // The main genre weighs double; the row has length 1 over the genres.
  const weights = film.genres.map((_, place) => (place === 0 ? 2 : 1));
  const length = Math.hypot(...weights);
  film.genres.forEach((genre, place) => {
    row[genre] = weights[place]! / length;
  });
  row.set(film.latent, genreNames.length);
  return row;
}

function makeFilm(seed: number, id: number): Film {
  const draws = new Draws(seed, generatedPart.film, id);
  const pool = new WeightedPool(Float64Array.from(genreNames, (_, place) => 1 / (place + 3)));
  const genres = new Set<number>();
  const wanted = 1 + (draws.uniform() < 0.6 ? 1 : 0) + (draws.uniform() < 0.2 ? 1 : 0);
  while (genres.size < wanted) genres.add(pool.draw(draws.uniform()));
  const age = Math.min(55, Math.floor(draws.exponential(14)));
  return {
    year: isNew(id) ? lastYear : lastYear - 1 - age,
    genres: [...genres],
    latent: Array.from({ length: numLatent }, () => draws.normal()),
    bias: 0,
    quality: 0.35 * draws.normal(),
    sequelOf: -1,
    part: 1,
    successors: [],
  };
}

/** About every eighth released film gets a sequel or two, alike in genre and character, some years later. */
function makeSeries(seed: number, films: Film[]): void {
  const taken = new Set<number>();
  for (let first = 0; first < numFilms; first++) {
    const draws = new Draws(seed, generatedPart.series, first);
    if (isNew(first) || taken.has(first) || draws.uniform() > 0.12) continue;
    taken.add(first);
    const sequels = 1 + draws.below(2);
    for (let part = 2, before = first; part < 2 + sequels; part++) {
      const id = draws.below(numFilms);
      if (isNew(id) || taken.has(id)) break;
      taken.add(id);
      const [from, film] = [films[before]!, films[id]!];
      film.sequelOf = before;
      film.part = part;
      film.genres = [...from.genres];
      film.latent = from.latent.map((value) => value + 0.3 * draws.normal());
      film.year = Math.min(lastYear - 1, from.year + 2 + draws.below(4));
      before = id;
    }
  }
}

/** Popularity by rank (Zipf); better films tend to rank higher. */
function rankByPopularity(seed: number, films: Film[]): void {
  const appeal = films.map(
    (film, id) => film.quality * 1.5 + new Draws(seed, generatedPart.film, numFilms + id).normal(),
  );
  const byAppeal = [...films.keys()].sort((a, b) => appeal[b]! - appeal[a]! || a - b);
  byAppeal.forEach((id, rank) => {
    films[id]!.bias = isNew(id) ? unreleased : -zipf * Math.log(rank + 1);
  });
}

/**
 * What each film leads to: its sequel, and the films closest in mood (the first two latent dimensions) that share
 * its main genre.
 */
function linkSuccessors(films: Film[]): void {
  const starts = films
    .map((film, id) => ({ film, id }))
    .filter(({ film, id }) => film.sequelOf < 0 && !isNew(id));
  const byGenre = genreNames.map((_, genre) => starts.filter(({ film }) => film.genres[0] === genre));
  films.forEach((film, id) => {
    const near = byGenre[film.genres[0]!]!.filter((other) => other.id !== id)
      .map((other) => ({ id: other.id, distance: moodDistance(other.film, film) }))
      .sort((a, b) => a.distance - b.distance || a.id - b.id);
    film.successors.push(...near.slice(0, successorsPerFilm).map((other) => other.id));
  });
  films.forEach((film, id) => {
    if (film.sequelOf < 0) return;
    const from = films[film.sequelOf]!;
    from.successors = [id, ...from.successors.slice(0, successorsPerFilm - 1)];
  });
}

function moodDistance(a: Film, b: Film): number {
  return (a.latent[0]! - b.latent[0]!) ** 2 + (a.latent[1]! - b.latent[1]!) ** 2;
}
