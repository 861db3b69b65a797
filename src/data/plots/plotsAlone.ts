/** A data set of movies alone, without users and ratings, for models that read texts. */
import type { Dataset } from '../../protocol/dataset';
import { denseIds } from '../denseIds';
import { fingerprintOf } from '../fingerprint';
import { alignItemInfo } from '../itemInfo';
import { titled } from './joinPlots';
import type { Plots } from './readPlots';

/**
 * External ids are those of the file, else title and year.
 * @param notes Takes what a reader should know.
 */
export async function plotsAlone(plots: Plots, name: string, notes: string[]): Promise<Dataset> {
  const movies = plots.hasIds
    ? plots.movies
    : plots.movies.map((movie) => ({ ...movie, id: titled(movie.title, movie.year) }));
  const ids = denseIds(
    new Int32Array(0),
    movies.map(({ id }) => id),
  );
  const dataset = {
    name,
    source: 'imported' as const,
    numUsers: 0,
    numItems: ids.names.length,
    users: new Int32Array(0),
    items: new Int32Array(0),
    ratings: new Float32Array(0),
    timestamps: new Float64Array(0),
    time: 'none' as const,
    repeats: false,
    ofSessions: false,
    userIds: [],
    itemIds: ids.names,
    ratingScale: { min: 1, max: 5, step: 1 },
    itemInfo: alignItemInfo(movies, null, ids, notes),
    userAttributes: [],
    itemAttributes: [],
    predefinedSplits: [],
    oracle: null,
    itemVectors: null,
  };
  return { ...dataset, fingerprint: await fingerprintOf(dataset) };
}
