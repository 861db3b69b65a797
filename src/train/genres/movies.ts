/** The movies of a data set as models of their texts see them: which genres, which words, which part. */
import { counted } from '../../data/counted';
import { labelledItems } from '../../data/labelledItems';
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

/** @throws AppError `bad-spec` when the data has no texts or genres to learn from. */
export function moviesOf(spec: ExperimentSpec, dataset: Dataset): Movies {
  const { genreNames, labels, items, notes: labelNotes } = labelledItems(dataset, spec.text.minMovies);
  const notes = [...labelNotes];
  const { descriptions, genreNames: allGenreNames } = dataset.itemInfo!;
  const split = makeItemSplit(dataset, items, spec);
  const tokenize = makeTokenizer(spec.text, allGenreNames);
  const words = descriptions!.map((text) => (text === '' ? [] : tokenize(text)));
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
      numGenres: genreNames.length,
      numWords: vocabulary.words.length,
      maxTokens: texts.maxTokens,
      labels,
      train: split.train,
      bags: () => tfidfRows(words, vocabulary, inverseDocumentFrequency(training, vocabulary)),
    },
    split,
    genreNames,
    vocabulary,
    texts,
    corpus: () => toCorpus(training, vocabulary),
    notes: [...notes, ...split.notes],
  };
}

function textNotes({ cut, maxTokens }: EncodedTexts, { words }: Vocabulary): string[] {
  const vocabulary = `${counted(words.length - 1, 'word')} known from the training plots.`;
  return cut > 0 ? [vocabulary, `Cut to ${maxTokens} words: ${counted(cut, 'plot')}.`] : [vocabulary];
}
