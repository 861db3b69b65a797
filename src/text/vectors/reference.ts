/**
 * Word vectors with negative sampling, step by step in plain numbers: the readable definition that the fast trainer
 * is held to.
 *
 * Mikolov et al., "Distributed representations of words and phrases and their compositionality" (NIPS 2013), and
 * Bojanowski et al. 2017 for n-grams. A step predicts one word from some inputs:
 *
 *     h = mean of the input vectors
 *     loss = -ln σ(o_true · h) - Σ over negatives n of ln σ(-o_n · h)
 *
 * and moves against the gradient with rate η. As in word2vec.c and in fastText, each input vector moves by the whole
 * gradient of h, not by its share of the mean. Skip-gram: one step for each neighbour, with the word (and its
 * n-grams) as input. CBOW: one step for each word, with all its neighbours (and theirs) as inputs.
 */
import type { Corpus, Vocabulary } from '../vocabulary';
import { characterNgrams, hashNgram } from './characterNgrams';
import { epochKey, isKept, keptShares, negativeAt, noiseTable, reachAt } from './choices';
import type { VectorParams } from './params';

export interface ReferenceWeights {
  /** A vector for each word from id 1, then one for each bucket. */
  input: number[][];
  /** A vector for each word from id 1. */
  output: number[][];
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, i) => sum + value * b[i]!, 0);

/** One step: predicts output row `target` against rows `negatives` from the mean of input rows `inputs`. */
export function referenceStep(
  { input, output }: ReferenceWeights,
  inputs: readonly number[],
  target: number,
  negatives: readonly number[],
  rate: number,
): void {
  const mean = input[0]!.map((_, i) => inputs.reduce((sum, row) => sum + input[row]![i]!, 0) / inputs.length);
  const move = mean.map(() => 0);
  for (const row of [target, ...negatives]) {
    const vector = output[row]!;
    const error = (row === target ? 1 : 0) - sigmoid(dot(vector, mean));
    vector.forEach((value, i) => {
      move[i] = move[i]! + rate * error * value;
      vector[i] = value + rate * error * mean[i]!;
    });
  }
  for (const row of inputs) input[row] = input[row]!.map((value, i) => value + move[i]!);
}

/** Trains on one text of the corpus, in place. */
export function referenceText(
  weights: ReferenceWeights,
  { tokens, offsets }: Corpus,
  text: number,
  vocabulary: Vocabulary,
  params: VectorParams,
  seed: number,
  epoch: number,
  rate: number,
): void {
  const key = epochKey(seed, epoch);
  const shares = keptShares(vocabulary, params.subsample);
  const noise = noiseTable(vocabulary);
  const places = Array.from({ length: offsets[text + 1]! - offsets[text]! }, (_, i) => offsets[text]! + i);
  const kept = places.filter((place) => isKept(key, place, shares[tokens[place]!]!));
  const inputsOf = (word: number): number[] => [
    word - 1,
    ...(params.method === 'word2vec'
      ? []
      : characterNgrams(vocabulary.words[word]!, params.minNgram, params.maxNgram).map(
          (ngram) => vocabulary.words.length - 1 + (hashNgram(ngram) % params.buckets),
        )),
  ];
  kept.forEach((place, i) => {
    const word = tokens[place]!;
    const reach = reachAt(key, place, params.window);
    const neighbours = [...kept.slice(Math.max(0, i - reach), i), ...kept.slice(i + 1, i + 1 + reach)].map(
      (neighbour) => tokens[neighbour]!,
    );
    const step = (inputs: number[], target: number, prediction: number): void => {
      const drawn = Array.from({ length: params.negatives }, (_, k) =>
        negativeAt(key, place, prediction, k, params.negatives, noise),
      );
      const negatives = drawn.filter((negative) => negative !== target).map((negative) => negative - 1);
      referenceStep(weights, inputs, target - 1, negatives, rate);
    };
    if (params.architecture === 'skip-gram')
      neighbours.forEach((neighbour, n) => step(inputsOf(word), neighbour, n));
    else if (neighbours.length > 0) step(neighbours.flatMap(inputsOf), word, 0);
  });
}
