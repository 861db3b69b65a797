/** The viewers of the generated data: tastes, habits, and the films that they pick one after another. */
import type { Oracle } from '../../protocol/dataset';
import { Draws, generatedPart } from './draws';
import { numFactors, numLatent, type Film } from './generatedFilms';
import { WeightedPool } from './weightedPool';

export const numViewers = 1000;

/** Strength of tastes in log-odds: one standard deviation per genre and per latent dimension. */
const genreTaste = 1.3;
const latentTaste = 0.75;
const firstDay = Date.UTC(2023, 0, 1) / 1000;
const day = 86_400;

export interface Viewer {
  /** [numFactors] */
  factors: Float32Array;
  /** Films they pick in all. */
  activity: number;
  /** Stars that they give more or less than others. */
  ratingBias: number;
}

export interface Picks {
  users: Int32Array;
  items: Int32Array;
  ratings: Float32Array;
  timestamps: Float64Array;
}

export function makeViewer(seed: number, id: number): Viewer {
  const draws = new Draws(seed, generatedPart.viewer, id);
  const factors = Float32Array.from(
    { length: numFactors },
    (_, f) => draws.normal() * (f < numFactors - numLatent ? genreTaste : latentTaste),
  );
  // Log-normal: median 45 and a long tail.
  const activity = Math.round(45 * Math.exp(0.78 * draws.normal()));
  return { factors, activity: Math.min(400, Math.max(15, activity)), ratingBias: 0.4 * draws.normal() };
}

/**
 * Lets every viewer pick: each next film is drawn from the softmax of the oracle's log-odds over the films not yet
 * seen, so that the oracle is the true model; then rated by taste, quality and noise.
 */
export function makePicks(seed: number, films: Film[], viewers: Viewer[], oracle: Oracle): Picks {
  const total = viewers.reduce((sum, viewer) => sum + viewer.activity, 0);
  const picks: Picks = {
    users: new Int32Array(total),
    items: new Int32Array(total),
    ratings: new Float32Array(total),
    timestamps: new Float64Array(total),
  };
  let row = 0;
  viewers.forEach((viewer, user) => {
    const draws = new Draws(seed, generatedPart.picks, user);
    const tastes = tasteOf(oracle, user, films.length);
    const watched = pickSequence(draws, viewer.activity, films, tastes, oracle.successorBoost);
    const times = sessionTimes(draws, viewer.activity);
    watched.forEach((item, place) => {
      picks.users[row] = user;
      picks.items[row] = item;
      picks.ratings[row] = rate(draws, viewer, films[item]!, tastes[item]!);
      picks.timestamps[row++] = times[place]!;
    });
  });
  return picks;
}

/** Inner products of one viewer with every film. */
function tasteOf(oracle: Oracle, user: number, numItems: number): Float64Array {
  const { userFactors, itemFactors } = oracle;
  const tastes = new Float64Array(numItems);
  for (let item = 0; item < numItems; item++)
    for (let f = 0; f < numFactors; f++)
      tastes[item]! += userFactors[user * numFactors + f]! * itemFactors[item * numFactors + f]!;
  return tastes;
}

function pickSequence(
  draws: Draws,
  count: number,
  films: Film[],
  tastes: Float64Array,
  boost: number,
): number[] {
  const pool = new WeightedPool(tastes.map((taste, item) => Math.exp(taste + films[item]!.bias)));
  const factor = Math.exp(boost);
  const picked: number[] = [];
  for (let n = 0; n < count; n++) {
    const boosted = new Set(picked.slice(-2).flatMap((item) => films[item]!.successors));
    for (const item of boosted) pool.scale(item, factor);
    const item = pool.draw(draws.uniform());
    for (const follower of boosted) pool.scale(follower, 1 / factor);
    pool.scale(item, 0);
    picked.push(item);
  }
  return picked;
}

/** Seconds, rising: evenings of a few films, days apart, from a first day within one year. */
function sessionTimes(draws: Draws, count: number): number[] {
  let time = firstDay + Math.floor(draws.uniform() * 365 * day);
  return Array.from({ length: count }, () => {
    const goesOn = draws.uniform() < 0.8;
    time += 60 + Math.floor(goesOn ? draws.exponential(300) : draws.exponential(9 * day));
    return time;
  });
}

/** 1 to 5 stars in halves: what people pick they mostly like, and what suits their taste more so. */
function rate(draws: Draws, viewer: Viewer, film: Film, taste: number): number {
  const stars = 2.8 + viewer.ratingBias + film.quality + 0.3 * taste + 0.6 * draws.normal();
  return Math.min(5, Math.max(1, Math.round(stars * 2) / 2));
}
