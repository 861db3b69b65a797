/** The movies of a data set as models of their texts see them: which genres, which words, which part. */
import { counted } from '../../data/counted';
import { makeItemSplit, type ItemSplit } from '../../data/split/makeSplit';
import type { GenreFacts } from '../../models/genres/genreModel';
import type { Dataset } from '../../protocol/dataset';
import { AppError } from '../../protocol/errors';
import type { ExperimentSpec } from '../../protocol/spec';
import { inverseDocumentFrequency, tfidfRows } from '../../text/bagOfWords';
import { makeTokenizer } from '../../text/tokenize';
import {
  buildVocabulary,
  encode,
  toCorpus,
  type Corpus,
  type EncodedTexts,
  type Vocabulary,
} from '../../text/vocabulary';

export interface Movies {
  facts: GenreFacts;
  split: ItemSplit;
  genreNames: string[];
  vocabulary: Vocabulary;
  /** By dense item id. */
  texts: EncodedTexts;
  /** The training texts, whole. */
  corpus(): Corpus;
  notes: string[];
}

/** Words whose lists are worth keeping while they are counted: a text of more than this is cut anyway. */
type Tokenized = readonly (readonly string[])[];

/** @throws AppError `bad-spec` when the data has no texts or genres to learn from. */
export function moviesOf(spec: ExperimentSpec, dataset: Dataset): Movies {
  const { itemInfo, numItems } = dataset;
  const { descriptions } = itemInfo ?? {};
  if (!itemInfo || !descriptions?.some((text) => text !== ''))
    throw new AppError(
      'bad-spec',
      `“${dataset.name}” has no plots, and this model reads them.`,
      'Import a file of plots in the Data panel (--plots in the terminal), or choose the built-in data.',
    );
  const notes: string[] = [];
  const withText = Int32Array.from({ length: numItems }, (_, item) => item).filter(
    (item) => descriptions[item] !== '',
  );
  const genres = frequentGenres(itemInfo.genres, itemInfo.genreNames, withText, spec.text.minMovies, notes);
  const labels = labelsOf(itemInfo.genres, genres);
  const eligible = withText.filter((item) => hasGenre(labels, genres.length, item));
  if (withText.length < numItems)
    notes.push(`Left out: ${counted(numItems - withText.length, 'movie')} without a plot.`);
  if (eligible.length < withText.length)
    notes.push(`Left out: ${counted(withText.length - eligible.length, 'movie')} with none of the genres.`);
  const split = makeItemSplit(dataset, eligible, spec);
  const tokenize = makeTokenizer(spec.text, itemInfo.genreNames);
  const words: Tokenized = descriptions.map((text) => (text === '' ? [] : tokenize(text)));
  const training = Array.from(split.train, (item) => words[item]!);
  const vocabulary = buildVocabulary(training, spec.text.minCount);
  if (vocabulary.words.length < 2)
    throw new AppError(
      'bad-spec',
      `No word occurs ${spec.text.minCount} times in the training plots.`,
      'Lower the least occurrences of a word (text.minCount), or import more plots.',
    );
  const texts = encode(words, vocabulary, spec.text.maxTokens);
  notes.push(...textNotes(texts, vocabulary));
  return {
    facts: {
      numGenres: genres.length,
      numWords: vocabulary.words.length,
      maxTokens: texts.maxTokens,
      labels,
      train: split.train,
      bags: () => tfidfRows(words, vocabulary, inverseDocumentFrequency(training, vocabulary)),
    },
    split,
    genreNames: genres.map((genre) => itemInfo.genreNames[genre]!),
    vocabulary,
    texts,
    corpus: () => toCorpus(training, vocabulary),
    notes: [...notes, ...split.notes],
  };
}

/** Places of the genres that enough movies with text have. */
function frequentGenres(
  flags: Uint32Array,
  names: string[],
  items: Int32Array,
  minMovies: number,
  notes: string[],
): number[] {
  const counts = names.map((_, genre) =>
    items.reduce((sum, item) => sum + ((flags[item]! >>> genre) & 1), 0),
  );
  const kept = [...names.keys()].filter((genre) => counts[genre]! >= minMovies);
  if (kept.length < 2)
    throw new AppError(
      'bad-spec',
      kept.length === 1
        ? `Only one genre (${names[kept[0]!]!}) has ${minMovies} movies with a plot: there is nothing to tell apart.`
        : `No genre has ${minMovies} movies with a plot.`,
      'Lower the movies a genre must have (text.minMovies), or import plots with genres.',
    );
  const dropped = [...names.keys()].filter((genre) => counts[genre]! > 0 && !kept.includes(genre));
  if (dropped.length > 0)
    notes.push(
      `Left out: ${counted(dropped.length, 'genre')} with fewer than ${minMovies} movies (${dropped.map((genre) => names[genre]!).join(', ')}).`,
    );
  return kept;
}

function labelsOf(flags: Uint32Array, genres: number[]): Uint8Array {
  const labels = new Uint8Array(flags.length * genres.length);
  for (const [item, bits] of flags.entries())
    for (const [place, genre] of genres.entries())
      labels[item * genres.length + place] = (bits >>> genre) & 1;
  return labels;
}

const hasGenre = (labels: Uint8Array, numGenres: number, item: number): boolean =>
  labels.subarray(item * numGenres, (item + 1) * numGenres).includes(1);

function textNotes({ cut, maxTokens }: EncodedTexts, { words }: Vocabulary): string[] {
  const vocabulary = `${counted(words.length - 1, 'word')} known from the training plots.`;
  return cut > 0 ? [vocabulary, `Cut to ${maxTokens} words: ${counted(cut, 'plot')}.`] : [vocabulary];
}
