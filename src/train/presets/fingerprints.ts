/** Fingerprints of the data sets that published values were measured on; see `data/canonical.ts`. */
export const movieLens100k = '102f85143ee308696f17249a1e0116c8233eee8899fd3807f4eaccc049b592e2';
export const ncfMovieLens1m = 'c086c50d48bda51b1deeb6f74edd7f1e65be3400262c9a3c056f3a347533122d';
/** `ml-1m-imdb-plots.json.gz`, used alone. */
export const movieLens1mPlots = '96dbbd912dfaa4fa40c2953a0722c5fd2c02911f3fc3a438ab8b760d89f6aecf';
/** `yoochoose-100k.zip`: the first 100,000 clicks of YOOCHOOSE, filtered, with the last day held out. */
export const yoochoose100k = 'e1ec6366204c707e69e5cf5630253808ee7512e9fa95532e75492f4f39f3770f';
/** MovieLens 1M with places in each user's order instead of times, and `ml-1m-imdb-plots.json.gz` joined to it. */
export const movieLens1mWithPlots = 'f2ba5ad5c736e64faf4603e790403461fbf2893662357d1b5e8d4599a87ee9a5';
