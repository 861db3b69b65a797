/** Fingerprints of the data sets that published values were measured on; see `data/canonical.ts`. */
export const movieLens100k = '';
export const ncfMovieLens1m = '';
