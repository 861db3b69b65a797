/**
 * The fast trainer: what `reference.ts` defines, with SIMD kernels and without allocation.
 *
 * One thing is reordered. All skip-gram steps of one place have the same inputs, so their mean h is read once,
 * moves along from step to step, and the inputs get the sum of the moves at the end. With n inputs, of which row r
 * occurs m_r times, a move by e moves h by e · Σ m_r² / n, which is e unless n-grams share a bucket. That saves
 * fastText, whose words have about twenty n-grams, most of its work.
 */
import { below, threefryInto, unit, type Words } from '../../data/random';
import { drawAlias, type AliasTable } from '../../data/sample/aliasTable';
import type { Corpus, Vocabulary } from '../vocabulary';
import { epochKey, keptShares, noiseTable } from './choices';
import { firstWeights } from './firstWeights';
import { inputRowsOf, type InputRows } from './inputRows';
import { makeKernels, type VectorKernels } from './kernels';
import type { VectorParams } from './params';
import { VectorMemory } from './vectorMemory';

export class VectorTrainer {
  readonly inputRows: InputRows;
  private readonly vectors: VectorMemory;
  private readonly kernels: VectorKernels;
  private readonly shares: Float64Array;
  private readonly noise: AliasTable;
  /** By word, how far h moves when each of its inputs moves by 1. */
  private readonly gains: Float64Array;
  /** Places of the text at hand that are kept. */
  private readonly kept: Int32Array;
  private readonly drawn: Words = { a: 0, b: 0 };
  private key: Words = { a: 0, b: 0 };
  private rate = 0;

  constructor(
    private readonly corpus: Corpus,
    vocabulary: Vocabulary,
    private readonly params: VectorParams,
    private readonly seed: number,
  ) {
    this.inputRows = inputRowsOf(vocabulary, params);
    const { numRows } = this.inputRows;
    this.vectors = new VectorMemory(numRows, vocabulary.words.length - 1, params.dimension);
    this.vectors.setInput(firstWeights(numRows, params, seed));
    this.kernels = makeKernels(this.vectors.memory);
    this.shares = keptShares(vocabulary, params.subsample);
    this.noise = noiseTable(vocabulary);
    this.gains = gainsOf(this.inputRows);
    this.kept = new Int32Array(longestText(corpus));
  }

  /** [numRows, dimension]: words from id 1, then buckets. */
  input(): Float32Array {
    return this.vectors.input();
  }

  /** [words, dimension]. */
  output(): Float32Array {
    return this.vectors.output();
  }

  /** Trains on one text at a learning rate. Epochs count from 1. */
  trainText(text: number, epoch: number, rate: number): void {
    this.key = epochKey(this.seed, epoch);
    this.rate = rate;
    const { window, architecture } = this.params;
    const numKept = this.keep(text);
    for (let i = 0; i < numKept; i++) {
      threefryInto(this.drawn, this.key, this.kept[i]!, 0);
      const reach = 1 + below(this.drawn.b, window);
      const from = Math.max(0, i - reach);
      const to = Math.min(numKept - 1, i + reach);
      if (from === to) continue;
      if (architecture === 'skip-gram') this.skipGram(i, from, to);
      else this.continuousBag(i, from, to);
    }
  }

  /** Fills `kept` with what subsampling leaves of a text, and gives its length. */
  private keep(text: number): number {
    const { tokens, offsets } = this.corpus;
    const { drawn, kept, shares } = this;
    let numKept = 0;
    for (let place = offsets[text]!; place < offsets[text + 1]!; place++) {
      threefryInto(drawn, this.key, place, 0);
      if (unit(drawn.a) < shares[tokens[place]!]!) kept[numKept++] = place;
    }
    return numKept;
  }

  private skipGram(i: number, from: number, to: number): void {
    const { kept, kernels } = this;
    const { tokens } = this.corpus;
    const { stride, hidden, move, moves } = this.vectors;
    const word = tokens[kept[i]!]!;
    const gain = this.gains[word]!;
    this.vectors.clear(hidden);
    this.vectors.clear(moves);
    this.addInputs(word, 1 / this.numInputs(word));
    let prediction = 0;
    for (let j = from; j <= to; j++) {
      if (j === i) continue;
      this.predict(tokens[kept[j]!]!, kept[i]!, prediction++);
      kernels.addScaled(moves, move, 1, stride);
      kernels.addScaled(hidden, move, gain, stride);
    }
    this.moveInputs(word, moves);
  }

  private continuousBag(i: number, from: number, to: number): void {
    const { kept } = this;
    const { tokens } = this.corpus;
    const { hidden, move } = this.vectors;
    let numInputs = 0;
    for (let j = from; j <= to; j++) if (j !== i) numInputs += this.numInputs(tokens[kept[j]!]!);
    this.vectors.clear(hidden);
    for (let j = from; j <= to; j++) if (j !== i) this.addInputs(tokens[kept[j]!]!, 1 / numInputs);
    this.predict(tokens[kept[i]!]!, kept[i]!, 0);
    for (let j = from; j <= to; j++) if (j !== i) this.moveInputs(tokens[kept[j]!]!, move);
  }

  private numInputs(word: number): number {
    const { offsets } = this.inputRows;
    return offsets[word + 1]! - offsets[word]!;
  }

  /** Adds the input vectors of a word, times `share`, to the hidden vector. */
  private addInputs(word: number, share: number): void {
    const { offsets, rows } = this.inputRows;
    const { stride, hidden } = this.vectors;
    for (let at = offsets[word]!; at < offsets[word + 1]!; at++)
      this.kernels.addScaled(hidden, this.vectors.inputAt(rows[at]!), share, stride);
  }

  private moveInputs(word: number, by: number): void {
    const { offsets, rows } = this.inputRows;
    const { stride } = this.vectors;
    for (let at = offsets[word]!; at < offsets[word + 1]!; at++)
      this.kernels.addScaled(this.vectors.inputAt(rows[at]!), by, 1, stride);
  }

  /** One step from the hidden vector to a word and its negatives: moves the outputs, and leaves the inputs' in `move`. */
  private predict(target: number, place: number, prediction: number): void {
    const { drawn, noise, key } = this;
    const { negatives } = this.params;
    this.vectors.clear(this.vectors.move);
    this.against(target, 1);
    const lane = 1 + prediction * negatives;
    for (let k = 0; k < negatives; k++) {
      threefryInto(drawn, key, place, lane + k);
      const negative = 1 + drawAlias(noise, drawn);
      if (negative !== target) this.against(negative, 0);
    }
  }

  /** Moves the output vector of one word towards the hidden one (label 1) or away from it (label 0). */
  private against(word: number, label: number): void {
    const { stride, hidden, move } = this.vectors;
    const output = this.vectors.outputAt(word - 1);
    const predicted = 1 / (1 + Math.exp(-this.kernels.dot(hidden, output, stride)));
    this.kernels.step(output, move, hidden, this.rate * (label - predicted), stride);
  }
}

function longestText({ offsets }: Corpus): number {
  let longest = 0;
  for (let text = 1; text < offsets.length; text++)
    longest = Math.max(longest, offsets[text]! - offsets[text - 1]!);
  return longest;
}

/** Σ m_r² / n of each word, where row r is m_r of its n inputs. */
function gainsOf({ offsets, rows }: InputRows): Float64Array {
  const gains = new Float64Array(offsets.length - 1);
  for (let word = 1; word < gains.length; word++) {
    const times = new Map<number, number>();
    const inputs = rows.subarray(offsets[word], offsets[word + 1]);
    for (const row of inputs) times.set(row, (times.get(row) ?? 0) + 1);
    gains[word] = [...times.values()].reduce((sum, m) => sum + m * m, 0) / inputs.length;
  }
  return gains;
}
