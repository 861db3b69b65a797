/** The figures of the Data panel, counted once at import so that no column crosses to the page. */
import type { Dataset, DatasetSummary, ItemInfo, PlotFigures } from '../protocol/dataset';
import { summarizeAttribute } from './attributes';

const activityPoints = 200;
const sampleSize = 10;
/** Characters of a text that is shown as a sample. */
const sampleText = 600;
/** Bars of the rating histogram; ratings of more values are counted in bins of equal width. */
const mostBars = 50;

export function summarize(dataset: Dataset): DatasetSummary {
  const { numUsers, numItems, ratings } = dataset;
  const numInteractions = ratings.length;
  let sum = 0;
  for (const rating of ratings) sum += rating;
  return {
    fingerprint: dataset.fingerprint,
    name: dataset.name,
    source: dataset.source,
    time: dataset.time,
    numUsers,
    numItems,
    numInteractions,
    sparsity: 1 - countPairs(dataset) / Math.max(1, numUsers * numItems),
    repeats: dataset.repeats,
    ofSessions: dataset.ofSessions,
    ratingScale: dataset.ratingScale,
    ratingCounts: countRatings(ratings),
    meanRating: sum / Math.max(1, numInteractions),
    userActivity: thinned(countsOf(dataset.users, numUsers)),
    itemActivity: thinned(countsOf(dataset.items, numItems)),
    timeSpan: dataset.time === 'seconds' ? spanOf(dataset.timestamps) : null,
    sampleRows: sampleRows(dataset),
    predefinedGroups: groupsOf(dataset),
    genreNames: dataset.itemInfo?.genreNames ?? [],
    userAttributes: dataset.userAttributes.map(summarizeAttribute),
    itemAttributes: dataset.itemAttributes.map(summarizeAttribute),
    hasDescriptions: Boolean(dataset.itemInfo?.descriptions),
    plots: dataset.itemInfo && plotFigures(dataset.itemInfo),
    hasOracle: dataset.oracle !== null,
  };
}

/** User-item pairs with an interaction: each once, however often a user has an item. */
function countPairs({ users, items, numItems }: Dataset): number {
  const lastUser = new Int32Array(numItems).fill(-1);
  let pairs = 0;
  for (let row = 0; row < users.length; row++) {
    if (lastUser[items[row]!] !== users[row]) pairs++;
    lastUser[items[row]!] = users[row]!;
  }
  return pairs;
}

/** How often each rating occurs, ascending; of many distinct ones, the lower ends of bins. */
function countRatings(ratings: Float32Array): { rating: number; count: number }[] {
  const counts = new Map<number, number>();
  for (const rating of ratings) counts.set(rating, (counts.get(rating) ?? 0) + 1);
  const values = [...counts.keys()].sort((a, b) => a - b);
  if (values.length <= mostBars) return values.map((rating) => ({ rating, count: counts.get(rating)! }));
  const low = values[0]!;
  const width = (values.at(-1)! - low) / mostBars;
  const bars = Array.from({ length: mostBars }, (_, bar) => ({ rating: low + bar * width, count: 0 }));
  for (const value of values) {
    const bar = Math.min(mostBars - 1, Math.floor((value - low) / width));
    bars[bar]!.count += counts.get(value)!;
  }
  return bars;
}

function countsOf(ids: Int32Array, size: number): Int32Array {
  const counts = new Int32Array(size);
  for (const id of ids) counts[id]!++;
  return counts.sort().reverse();
}

/** Points of a falling curve at ranks that grow by a factor, as the long tail is read on a log axis. */
function thinned(falling: Int32Array): { rank: number; count: number }[] {
  const ranks = new Set<number>();
  const last = falling.length;
  for (let i = 0; i < activityPoints && last > 0; i++) {
    const share = last <= activityPoints ? i + 1 : Math.round(last ** (i / (activityPoints - 1)));
    if (share <= last) ranks.add(share);
  }
  return [...ranks].map((rank) => ({ rank, count: falling[rank - 1]! }));
}

function spanOf(timestamps: Float64Array): { from: number; to: number } {
  let from = Infinity;
  let to = -Infinity;
  for (const time of timestamps) {
    if (time < from) from = time;
    if (time > to) to = time;
  }
  return { from, to };
}

/** Rows spread evenly over the data set, so that they are of different users. */
function sampleRows(dataset: Dataset): DatasetSummary['sampleRows'] {
  const count = Math.min(sampleSize, dataset.ratings.length);
  return Array.from({ length: count }, (_, i) => {
    const row = Math.floor((i * dataset.ratings.length) / count);
    const item = dataset.items[row]!;
    return {
      user: dataset.userIds[dataset.users[row]!]!,
      item: dataset.itemIds[item]!,
      title: dataset.itemInfo?.titles[item] ?? '',
      rating: dataset.ratings[row]!,
      timestamp: dataset.timestamps[row]!,
    };
  });
}

function groupsOf(dataset: Dataset): DatasetSummary['predefinedGroups'] {
  const groups = [...new Set(dataset.predefinedSplits.map((split) => split.group))];
  return groups.map((group) => {
    const folds = dataset.predefinedSplits.filter((split) => split.group === group);
    return {
      group,
      folds: folds.map((fold) => fold.name),
      hasCandidates: folds.some((fold) => fold.candidates !== null),
      hasValidation: folds.some((fold) => fold.parts.includes(3)),
    };
  });
}

function plotFigures({ titles, years, genreNames, genres, descriptions }: ItemInfo): PlotFigures | null {
  const withText = [...titles.keys()].filter((item) => descriptions?.[item]);
  const sample = withText.find((item) => genres[item] !== 0) ?? withText[0];
  if (!descriptions || sample === undefined) return null;
  const text = descriptions[sample]!;
  return {
    numTexts: withText.length,
    numWithGenres: genres.reduce((count, bits) => count + Number(bits !== 0), 0),
    sample: {
      title: titles[sample]!,
      year: years[sample]!,
      genres: genreNames.filter((_, bit) => (genres[sample]! >>> bit) & 1),
      text: text.length > sampleText ? `${text.slice(0, sampleText)}…` : text,
    },
  };
}
