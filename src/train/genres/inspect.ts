/** A model of genres from inside: how well it tells each, what it mistakes for what, and one movie. */
import { itemsWithText } from '../../data/itemsWithText';
import { countPredicted, countTogether } from '../../evaluate/labels/genreCounts';
import { measureGenres } from '../../evaluate/labels/genreMeasures';
import type { LabelPredictions } from '../../evaluate/labels/labelEvaluator';
import { countLabels } from '../../evaluate/labels/labelCounts';
import { AppError } from '../../protocol/errors';
import type { FoundItem, GenreInspection, ItemInspection, ItemPart } from '../../protocol/trainService';
import { nextTask } from '../control';
import { plotPieces } from './plotPieces';
import type { GenreSession } from './task';

type Looked = Pick<GenreSession, 'task' | 'scorer' | 'epoch' | 'finished'>;

export async function inspectGenres(session: Looked): Promise<GenreInspection> {
  const { task, epoch } = session;
  const { genreNames } = task.movies;
  const part = lookedAt(session);
  const evaluator = task.evaluators[part === 'test' ? 'test' : 'watched'];
  const scorer = scorerOf(session);
  // A run that trains goes on in between: with many movies, the last are told by weights a few steps newer.
  const told = evaluator ? await evaluator.predict(scorer, nextTask) : nothingTold;
  const { items, probabilities, labels, tuned } = told;
  const numGenres = genreNames.length;
  const at = (threshold: number) => ({
    measures: measureGenres(countLabels(probabilities, labels, numGenres, threshold)),
    predicted: countPredicted(probabilities, labels, numGenres, threshold),
  });
  const half = at(0.5);
  const best = tuned === null ? null : at(tuned);
  const together = countTogether(labels, numGenres);
  return {
    part,
    epoch,
    items: items.length,
    threshold: tuned,
    genres: genreNames.map((name, genre) => ({
      name,
      support: together[genre]![genre]!,
      half: half.measures[genre]!,
      tuned: best?.measures[genre] ?? null,
    })),
    together,
    predicted: { half: half.predicted, tuned: best?.predicted ?? null },
  };
}

export function findItems(session: Looked, query: string, count: number): FoundItem[] {
  const { dataset } = session.task;
  const { titles } = dataset.itemInfo!;
  const wanted = query.trim().toLowerCase();
  const looked = lookedAt(session);
  const parts = partsOf(session);
  const found = Array.from(itemsWithText(dataset)).filter((item) =>
    titles[item]!.toLowerCase().includes(wanted),
  );
  const first = found.filter((item) => parts[item] === looked);
  const rest = found.filter((item) => parts[item] !== looked);
  return [...first, ...rest].slice(0, count).map((item) => describeItem(session, parts, item));
}

export async function inspectItem(session: Looked, item: number): Promise<ItemInspection> {
  const { task, epoch } = session;
  const { dataset, movies, spec } = task;
  const { genreNames, descriptions } = dataset.itemInfo!;
  const { labels, numGenres } = movies.facts;
  const probabilities = await scorerOf(session).scoreItems(Int32Array.of(item));
  // Models that are fitted take the words of whole texts.
  const options = task.fit ? { ...spec.text, maxTokens: Infinity } : spec.text;
  return {
    ...describeItem(session, partsOf(session), item),
    epoch,
    ...plotPieces(descriptions![item]!, options, genreNames, movies.vocabulary),
    genres: movies.genreNames.map((name, genre) => ({
      name,
      has: labels[item * numGenres + genre] === 1,
      probability: probabilities[genre]!,
    })),
  };
}

/** While training, the part whose curve is drawn; afterwards the test part. */
const lookedAt = ({ task, finished }: Looked): 'validation' | 'test' =>
  finished || task.watchedPart !== 'validation' ? 'test' : 'validation';

/** An empty part. */
const nothingTold: LabelPredictions = {
  items: new Int32Array(0),
  probabilities: new Float32Array(0),
  labels: new Uint8Array(0),
  tuned: null,
};

function scorerOf({ scorer }: Looked): NonNullable<Looked['scorer']> {
  if (scorer) return scorer;
  throw new AppError('data-missing', 'The model is not built yet.', 'Wait for its first epoch.');
}

function describeItem({ task }: Looked, parts: readonly ItemPart[], item: number): FoundItem {
  const { titles, years } = task.dataset.itemInfo!;
  return { item, title: titles[item]!, year: years[item]!, part: parts[item]! };
}

/** By dense item id. */
function partsOf({ task: { dataset, movies, watchedPart } }: Looked): ItemPart[] {
  const { train, validation, test } = movies.split;
  const parts = new Array<ItemPart>(dataset.numItems).fill('none');
  for (const item of train) parts[item] = 'train';
  if (watchedPart === 'validation') for (const item of validation) parts[item] = 'validation';
  for (const item of test) parts[item] = 'test';
  return parts;
}
