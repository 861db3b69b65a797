/**
 * The built-in data: films and viewers drawn from a known model, shaped like MovieLens, so that the page has
 * something to train on without a download and can show the best score that any model could reach.
 */
import type { Oracle } from '../../protocol/dataset';
import type { RawDataset } from '../rawDataset';
import { factorsOf, makeFilms, numFactors, successorsPerFilm, type Film } from './generatedFilms';
import { makeRawItems } from './generatedText';
import { makePicks, makeViewer, numViewers, type Viewer } from './generatedViewers';
import { genreNames } from './generatedWords';

/** Log-odds that a film gains right after one that leads to it. */
const successorBoost = 3;

/**
 * About 60,000 ratings of 1,000 viewers for 800 films, 20 of which are too new to have any; well under a second.
 * External ids are dense ids plus one, so that the oracle's rows are those of the data set made from this.
 */
export function generateFilms(seed = 1): RawDataset {
  const films = makeFilms(seed);
  const viewers = Array.from({ length: numViewers }, (_, id) => makeViewer(seed, id));
  const oracle = oracleOf(films, viewers);
  const picks = makePicks(seed, films, viewers, oracle);
  return {
    name: 'Generated films',
    source: 'generated',
    time: 'seconds',
    repeats: false,
    users: picks.users.map((user) => user + 1),
    items: picks.items.map((item) => item + 1),
    ratings: picks.ratings,
    timestamps: picks.timestamps,
    ratingScale: { min: 1, max: 5, step: 0.5 },
    itemInfo: makeRawItems(seed, films),
    genreNames: [...genreNames],
    predefinedSplits: [],
    oracle,
  };
}

function oracleOf(films: Film[], viewers: Viewer[]): Oracle {
  const userFactors = new Float32Array(viewers.length * numFactors);
  viewers.forEach((viewer, user) => userFactors.set(viewer.factors, user * numFactors));
  const itemFactors = new Float32Array(films.length * numFactors);
  const successors = new Int32Array(films.length * successorsPerFilm).fill(-1);
  films.forEach((film, item) => {
    itemFactors.set(factorsOf(film), item * numFactors);
    successors.set(film.successors, item * successorsPerFilm);
  });
  return {
    numFactors,
    userFactors,
    itemFactors,
    itemBias: Float32Array.from(films, (film) => film.bias),
    successors,
    successorsPerItem: successorsPerFilm,
    successorBoost,
  };
}
