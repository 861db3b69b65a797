/**
 * The fast trainer: what `reference.ts` defines, in loops over typed arrays without allocation.
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
import type { VectorParams } from './params';

export class VectorTrainer {
  /** [numRows, dimension]: words from id 1, then buckets. */
  readonly input: Float32Array;
  /** [words, dimension]. */
  readonly output: Float32Array;
  readonly inputRows: InputRows;
  private readonly shares: Float64Array;
  private readonly noise: AliasTable;
  /** By word, how far h moves when each of its inputs moves by 1. */
  private readonly gains: Float64Array;
  /** The mean h of the inputs. */
  private readonly hidden: Float64Array;
  /** Of one step, and of all steps of a place. */
  private readonly move: Float64Array;
  private readonly moves: Float64Array;
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
    const { dimension, subsample } = params;
    this.inputRows = inputRowsOf(vocabulary, params);
    this.input = firstWeights(this.inputRows.numRows, params, seed);
    this.output = new Float32Array((vocabulary.words.length - 1) * dimension);
    this.shares = keptShares(vocabulary, subsample);
    this.noise = noiseTable(vocabulary);
    this.gains = gainsOf(this.inputRows);
    this.hidden = new Float64Array(dimension);
    this.move = new Float64Array(dimension);
    this.moves = new Float64Array(dimension);
    this.kept = new Int32Array(longestText(corpus));
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
    const { kept, hidden, move, moves } = this;
    const { tokens } = this.corpus;
    const { dimension } = this.params;
    const word = tokens[kept[i]!]!;
    hidden.fill(0);
    moves.fill(0);
    const numInputs = this.addInputs(word);
    for (let d = 0; d < dimension; d++) hidden[d]! /= numInputs;
    const gain = this.gains[word]!;
    let prediction = 0;
    for (let j = from; j <= to; j++) {
      if (j === i) continue;
      this.predict(tokens[kept[j]!]!, kept[i]!, prediction++);
      for (let d = 0; d < dimension; d++) {
        const by = move[d]!;
        moves[d]! += by;
        hidden[d]! += gain * by;
      }
    }
    this.moveInputs(word, moves);
  }

  private continuousBag(i: number, from: number, to: number): void {
    const { kept, hidden } = this;
    const { tokens } = this.corpus;
    const { dimension } = this.params;
    hidden.fill(0);
    let numInputs = 0;
    for (let j = from; j <= to; j++) if (j !== i) numInputs += this.addInputs(tokens[kept[j]!]!);
    for (let d = 0; d < dimension; d++) hidden[d]! /= numInputs;
    this.predict(tokens[kept[i]!]!, kept[i]!, 0);
    for (let j = from; j <= to; j++) if (j !== i) this.moveInputs(tokens[kept[j]!]!, this.move);
  }

  /** Adds the input vectors of a word to `hidden`, and gives their number. */
  private addInputs(word: number): number {
    const { input, hidden } = this;
    const { offsets, rows } = this.inputRows;
    const { dimension } = this.params;
    const end = offsets[word + 1]!;
    for (let at = offsets[word]!; at < end; at++) {
      const row = rows[at]! * dimension;
      for (let d = 0; d < dimension; d++) hidden[d]! += input[row + d]!;
    }
    return end - offsets[word]!;
  }

  private moveInputs(word: number, by: Float64Array): void {
    const { input } = this;
    const { offsets, rows } = this.inputRows;
    const { dimension } = this.params;
    const end = offsets[word + 1]!;
    for (let at = offsets[word]!; at < end; at++) {
      const row = rows[at]! * dimension;
      for (let d = 0; d < dimension; d++) input[row + d]! += by[d]!;
    }
  }

  /** One step from `hidden` to a word and its negatives: moves the output vectors, and leaves in `move` that of the inputs. */
  private predict(target: number, place: number, prediction: number): void {
    const { drawn, noise, key } = this;
    const { negatives } = this.params;
    this.move.fill(0);
    this.against(target, 1);
    const lane = 1 + prediction * negatives;
    for (let k = 0; k < negatives; k++) {
      threefryInto(drawn, key, place, lane + k);
      const negative = 1 + drawAlias(noise, drawn);
      if (negative !== target) this.against(negative, 0);
    }
  }

  /** Moves the output vector of one word towards `hidden` (label 1) or away from it (label 0). */
  private against(word: number, label: number): void {
    const { output, hidden, move } = this;
    const n = this.params.dimension;
    const row = (word - 1) * n;
    // Four sums, so that additions do not wait for each other.
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    let d = 0;
    for (; d + 3 < n; d += 4) {
      s0 += hidden[d]! * output[row + d]!;
      s1 += hidden[d + 1]! * output[row + d + 1]!;
      s2 += hidden[d + 2]! * output[row + d + 2]!;
      s3 += hidden[d + 3]! * output[row + d + 3]!;
    }
    for (; d < n; d++) s0 += hidden[d]! * output[row + d]!;
    const step = this.rate * (label - 1 / (1 + Math.exp(-(s0 + s1 + s2 + s3))));
    for (d = 0; d < n; d++) {
      const value = output[row + d]!;
      move[d]! += step * value;
      output[row + d] = value + step * hidden[d]!;
    }
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
