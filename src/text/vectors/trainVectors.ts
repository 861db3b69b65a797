/** Trains word vectors on a corpus, from the first weights to the finished vectors. */
import { AppError } from '../../protocol/errors';
import type { Corpus, Vocabulary } from '../vocabulary';
import type { VectorParams } from './params';
import { VectorTrainer } from './trainer';
import { strideOf } from './vectorMemory';
import { WordVectors } from './wordVectors';

/**
 * Called about every 40 ms with the words read so far, of how many, and the speed: it may let messages in, and ends
 * the training by throwing.
 */
export type OnPace = (done: number, total: number, wordsPerSecond: number) => Promise<void>;

const paceEveryMs = 40;
/** A gigabyte. */
const mostNumbers = 2 ** 28;
/** The learning rate does not fall below this share of the first one, as in word2vec.c. */
const leastRate = 1e-4;

/**
 * The learning rate falls in a straight line with the words read, and is set anew at each text.
 * @param vocabulary Its counts decide about subsampling and negatives: build it from the texts of the corpus.
 * @throws AppError `bad-spec` for parameters that fit neither each other nor memory, or when there is nothing to
 * train on; `non-finite` when the vectors grew beyond all numbers.
 */
export async function trainVectors(
  corpus: Corpus,
  vocabulary: Vocabulary,
  params: VectorParams,
  seed: number,
  pace: OnPace,
): Promise<WordVectors> {
  check(corpus, vocabulary, params);
  const trainer = new VectorTrainer(corpus, vocabulary, params, seed);
  const { offsets, tokens } = corpus;
  const total = tokens.length * params.epochs;
  const startedAt = performance.now();
  let pacedAt = startedAt;
  for (let epoch = 1; epoch <= params.epochs; epoch++)
    for (let text = 0; text + 1 < offsets.length; text++) {
      const done = (epoch - 1) * tokens.length + offsets[text]!;
      trainer.trainText(text, epoch, params.learningRate * Math.max(leastRate, 1 - done / total));
      const now = performance.now();
      if (now - pacedAt < paceEveryMs) continue;
      const read = (epoch - 1) * tokens.length + offsets[text + 1]!;
      await pace(read, total, (1000 * read) / (now - startedAt));
      pacedAt = performance.now();
    }
  await pace(total, total, (1000 * total) / (performance.now() - startedAt));
  return finished(trainer, vocabulary, params);
}

function check({ tokens }: Corpus, { words }: Vocabulary, params: VectorParams): void {
  if (tokens.length < 2)
    throw new AppError(
      'bad-spec',
      'There is nothing to train word vectors on: the texts have no words that the vocabulary knows.',
      'Load plot texts, or lower the least occurrences of a word.',
    );
  if (params.minNgram > params.maxNgram)
    throw new AppError(
      'bad-spec',
      `The shortest n-gram (${params.minNgram}) is longer than the longest (${params.maxNgram}).`,
      'Set the shortest to at most the longest.',
    );
  const buckets = params.method === 'fasttext' ? params.buckets : 0;
  const numbers = (2 * words.length + buckets) * strideOf(params.dimension);
  if (numbers > mostNumbers)
    throw new AppError(
      'bad-spec',
      `These vectors would take ${(numbers / 2 ** 28).toFixed(1)} GB of memory.`,
      'Lower the dimensions or the buckets, or raise the least occurrences of a word.',
    );
}

function finished(trainer: VectorTrainer, { words }: Vocabulary, params: VectorParams): WordVectors {
  const { dimension, method, minNgram, maxNgram } = params;
  const { inputRows } = trainer;
  const input = trainer.input();
  const numWords = words.length - 1;
  const values = new Float32Array(numWords * dimension);
  for (let word = 1; word <= numWords; word++) {
    const rows = inputRows.rows.subarray(inputRows.offsets[word], inputRows.offsets[word + 1]);
    for (const row of rows)
      for (let d = 0; d < dimension; d++)
        values[(word - 1) * dimension + d]! += input[row * dimension + d]! / rows.length;
  }
  if (!values.every(Number.isFinite))
    throw new AppError(
      'non-finite',
      'The word vectors grew beyond all numbers.',
      'Lower the learning rate and train again.',
    );
  const ngrams =
    method === 'fasttext' ? { minNgram, maxNgram, values: input.slice(numWords * dimension) } : null;
  return new WordVectors(words.slice(1), dimension, values, ngrams);
}
