import { describe, expect, it } from 'vitest';
import { buildVocabulary, toCorpus, type Corpus, type Vocabulary } from '../vocabulary';
import { vectorParams, type VectorParams } from './params';
import { referenceText, type ReferenceWeights } from './reference';
import { VectorTrainer } from './trainer';

const texts = [
  'the ghost of the manor haunts the manor at night',
  'a night in the haunted manor with a ghost',
  'the gang robs the bank and the bank chases the gang',
  'a bank a gang a robbery a chase',
  'banana',
].map((text) => text.split(' '));
const vocabulary = buildVocabulary(texts, 1);
const corpus = toCorpus(texts, vocabulary);

const rowsOf = (values: Float32Array, dimension: number): number[][] =>
  Array.from({ length: values.length / dimension }, (_, row) => [
    ...values.subarray(row * dimension, (row + 1) * dimension),
  ]);

const weightsOf = (trainer: VectorTrainer, dimension: number): ReferenceWeights => ({
  input: rowsOf(trainer.input(), dimension),
  output: rowsOf(trainer.output(), dimension),
});

function largestDifference(a: ReferenceWeights, b: ReferenceWeights): number {
  let largest = 0;
  for (const part of ['input', 'output'] as const)
    a[part].forEach((row, r) =>
      row.forEach((value, d) => (largest = Math.max(largest, Math.abs(value - b[part][r]![d]!)))),
    );
  return largest;
}

interface Setting {
  params: VectorParams;
  vocabulary: Vocabulary;
  corpus: Corpus;
}

/** The largest difference to the reference after any one text, each begun from the same weights. */
function differencePerText({ params, vocabulary, corpus }: Setting): number {
  const trainer = new VectorTrainer(corpus, vocabulary, params, 7);
  let largest = 0;
  for (let epoch = 1; epoch <= params.epochs; epoch++)
    for (let text = 0; text + 1 < corpus.offsets.length; text++) {
      const reference = weightsOf(trainer, params.dimension);
      referenceText(reference, corpus, text, vocabulary, params, 7, epoch, params.learningRate);
      trainer.trainText(text, epoch, params.learningRate);
      largest = Math.max(largest, largestDifference(weightsOf(trainer, params.dimension), reference));
    }
  return largest;
}

/** As above, but the reference goes on from its own weights to the end. */
function differenceAtTheEnd({ params, vocabulary, corpus }: Setting): number {
  const trainer = new VectorTrainer(corpus, vocabulary, params, 7);
  const reference = weightsOf(trainer, params.dimension);
  for (let epoch = 1; epoch <= params.epochs; epoch++)
    for (let text = 0; text + 1 < corpus.offsets.length; text++) {
      trainer.trainText(text, epoch, params.learningRate);
      referenceText(reference, corpus, text, vocabulary, params, 7, epoch, params.learningRate);
    }
  return largestDifference(weightsOf(trainer, params.dimension), reference);
}

// A high rate and many epochs, so that weights grow far beyond their first values.
const eager = { epochs: 20, learningRate: 0.1, window: 3, negatives: 4, subsample: 0.05 };

describe('the fast trainer does what the reference does', () => {
  for (const method of ['word2vec', 'fasttext'] as const)
    for (const architecture of ['skip-gram', 'cbow'] as const)
      for (const dimension of [4, 5, 10])
        it(`${method}, ${architecture}, ${dimension} dimensions`, () => {
          const params = vectorParams.parse({ ...eager, method, architecture, dimension, buckets: 300 });
          const setting = { params, vocabulary, corpus };
          expect(differencePerText(setting)).toBeLessThan(1e-5);
          expect(differenceAtTheEnd(setting)).toBeLessThan(1e-5);
        });

  it('where n-grams share buckets', () => {
    for (const architecture of ['skip-gram', 'cbow'] as const) {
      const params = vectorParams.parse({
        ...eager,
        method: 'fasttext',
        architecture,
        dimension: 6,
        buckets: 3,
        epochs: 3,
        learningRate: 0.01,
      });
      expect(differencePerText({ params, vocabulary, corpus })).toBeLessThan(1e-5);
    }
  });
});

describe('one step, counted by hand', () => {
  it('of skip-gram: the output moves by η·(1 - σ(0))·h, and the input by what the output was', () => {
    // Of one word alone, every negative is the true word and is left out.
    const one = buildVocabulary([['echo', 'echo']], 1);
    const two = toCorpus([['echo', 'echo']], one);
    const params = vectorParams.parse({ dimension: 2, window: 1, subsample: 0 });
    const trainer = new VectorTrainer(two, one, params, 1);
    const [x, y] = [...trainer.input()] as [number, number];
    trainer.trainText(0, 1, 0.1);
    // First place: the output is 0, so σ = 1/2 and the output becomes 0.05·(x, y); the input stays.
    // Second: o·h = 0.05·(x² + y²).
    const step = 0.1 * (1 - 1 / (1 + Math.exp(-0.05 * (x * x + y * y))));
    [0.05 * x + step * x, 0.05 * y + step * y].forEach((value, d) =>
      expect(trainer.output()[d]).toBeCloseTo(value, 6),
    );
    [x + step * 0.05 * x, y + step * 0.05 * y].forEach((value, d) =>
      expect(trainer.input()[d]).toBeCloseTo(value, 6),
    );
  });
});
