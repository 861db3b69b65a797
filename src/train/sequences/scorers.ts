/** What comes after contexts, as a network scores it: by tfjs, or by programs. */
import { compileScoring, scoresBuffer } from '../../engine/compile/scoring';
import type { Executable } from '../../engine/program/program';
import { compileOn, maxBuffersOn, type ProgramHost } from '../../engine/programHost';
import { stepKind } from '../../engine/recurrence';
import * as tf from '../../engine/tf';
import type {
  Contexts,
  FittedSequenceModel,
  SequenceNetwork,
  SessionTable,
} from '../../models/sequences/sequenceModel';
import { FreshProgram, type WeightsSource } from '../freshProgram';
import type { SequenceTrainable } from './assemble';

/** What the evaluation of sequences needs of a model. */
export interface SequenceScorer {
  numItems: number;
  /** Scores of all items after the contexts of these rows, [rows.length, numItems] row by row. */
  scoreContexts(contexts: SessionTable, rows: Int32Array): Promise<Float32Array>;
  /** The attention that each place of one context gets, oldest first; left out by models without. */
  attend?(contexts: SessionTable, row: number): Promise<Float32Array>;
}

/** Contexts as lists on the host. */
interface HostContexts {
  items: Int32Array;
  ratings: Float32Array;
  steps: Int32Array;
  last: Int32Array;
}

type Compute = (network: SequenceNetwork, contexts: Contexts) => tf.Tensor;
/** Computes something of `numSequences` contexts of `length` places. */
type Run = (contexts: HostContexts, shape: Shape) => Promise<Float32Array>;
type Shape = Pick<Contexts, 'numSequences' | 'length'>;

export interface ScorerOptions {
  trainable: SequenceTrainable;
  numItems: number;
  /** From stars to 0..1. */
  scaleRating(rating: number): number;
}

/** Scores computed in one go: bounds the memory of what is in between, and the time without a break. */
const scoresPerRun = 2 ** 19;
const mostContextsPerRun = 128;

const score: Compute = (network, contexts) => network.scoreNext(contexts);
const attend: Compute = (network, contexts) => network.attention!(contexts);

/** Scores by tfjs. */
export function networkScorer(options: ScorerOptions): SequenceScorer {
  const { network } = options.trainable;
  const runOf =
    (compute: Compute): Run =>
    async ({ items, ratings, steps, last }, shape) => {
      const result = tf.tidy(() =>
        compute(network, {
          ...shape,
          items: tf.tensor1d(items, 'int32'),
          ratings: tf.tensor1d(ratings),
          steps: tf.tensor1d(steps, 'int32'),
          last: tf.tensor1d(last, 'int32'),
        }),
      );
      const values = (await result.data()) as Float32Array;
      result.dispose();
      return values;
    };
  return scorerOf(options, runOf);
}

/** Scores by programs, one for each length of contexts, made when first asked for. */
export function compiledScorer(
  options: ScorerOptions & WeightsSource & { host: ProgramHost },
): SequenceScorer & { dispose(): void } {
  const { host, trainable } = options;
  const { network, weights } = trainable;
  const programs = new Map<string, FreshProgram>();
  const once = { epoch: 0, step: 0, scalars: [] };
  const programFor = (compute: Compute, { numSequences, length }: Shape): Promise<Executable> => {
    const key = `${compute === attend ? 'attention' : 'scores'} ${length}`;
    const known = programs.get(key);
    if (known) return known.get();
    const program = compileScoring(
      weights,
      [
        { name: 'items', length: numSequences * length },
        { name: 'ratings', length: numSequences * length, dtype: 'float32' },
        { name: 'steps', length: numSequences * length },
        { name: 'last', length: numSequences },
      ],
      maxBuffersOn(host),
      (items, ratings, steps, last) =>
        compute(network, {
          numSequences,
          length,
          items: items!,
          ratings: ratings!,
          steps: steps!,
          last: last!,
        }),
    );
    const fresh = new FreshProgram(options, () => compileOn(host, program, { seed: 0 }));
    programs.set(key, fresh);
    return fresh.get();
  };
  const runOf =
    (compute: Compute): Run =>
    async (contexts, shape) => {
      const program = await programFor(compute, shape);
      for (const [name, values] of Object.entries(contexts))
        program.write(name, values as Float32Array | Int32Array);
      program.run([once]);
      return (await program.read(scoresBuffer)) as Float32Array;
    };
  return {
    ...scorerOf(options, runOf),
    dispose() {
      for (const program of programs.values()) program.dispose();
    },
  };
}

function scorerOf(
  { trainable, numItems, scaleRating }: ScorerOptions,
  runOf: (compute: Compute) => Run,
): SequenceScorer {
  const scoring = runOf(score);
  const contextsPerRun = Math.max(1, Math.min(mostContextsPerRun, Math.floor(scoresPerRun / numItems)));
  return {
    numItems,
    async scoreContexts(contexts, rows) {
      const scores = new Float32Array(rows.length * numItems);
      for (let from = 0; from < rows.length; from += contextsPerRun) {
        const chunk = rows.subarray(from, from + contextsPerRun);
        const shape = { numSequences: contextsPerRun, length: paddedLength(contexts, chunk) };
        const values = await scoring(pad(contexts, chunk, shape, scaleRating), shape);
        scores.set(values.subarray(0, chunk.length * numItems), from * numItems);
      }
      return scores;
    },
    ...(trainable.network.attention && {
      async attend(contexts: SessionTable, row: number) {
        const rows = Int32Array.of(row);
        const shape = { numSequences: 1, length: paddedLength(contexts, rows) };
        const values = await runOf(attend)(pad(contexts, rows, shape, scaleRating), shape);
        return values.slice(0, contexts.offsets[row + 1]! - contexts.offsets[row]!);
      },
    }),
  };
}

/** The least power of two that holds the longest of these contexts: few lengths, and little is padded. */
function paddedLength({ offsets }: SessionTable, rows: Int32Array): number {
  const longest = rows.reduce((most, row) => Math.max(most, offsets[row + 1]! - offsets[row]!), 1);
  return 2 ** Math.ceil(Math.log2(longest));
}

function pad(
  { offsets, items, ratings }: SessionTable,
  rows: Int32Array,
  { numSequences, length }: Shape,
  scaleRating: (rating: number) => number,
): HostContexts {
  const contexts: HostContexts = {
    items: new Int32Array(numSequences * length),
    ratings: new Float32Array(numSequences * length),
    steps: new Int32Array(numSequences * length).fill(stepKind.skip),
    last: Int32Array.from({ length: numSequences }, (_, row) => row * length),
  };
  for (const [at, row] of rows.entries()) {
    const from = offsets[row]!;
    const used = offsets[row + 1]! - from;
    for (let t = 0; t < used; t++) {
      contexts.items[at * length + t] = items[from + t]!;
      contexts.ratings[at * length + t] = scaleRating(ratings[from + t]!);
      contexts.steps[at * length + t] = t === 0 ? stepKind.begin : stepKind.goOn;
    }
    contexts.last[at] = at * length + Math.max(0, used - 1);
  }
  return contexts;
}

/** Scores by a model that was computed on the host. */
export function fittedScorer(fitted: FittedSequenceModel, numItems: number): SequenceScorer {
  return {
    numItems,
    scoreContexts({ offsets, items }, rows) {
      const scores = new Float32Array(rows.length * numItems);
      for (const [at, row] of rows.entries())
        fitted.scoreNext(
          items.subarray(offsets[row]!, offsets[row + 1]!),
          scores.subarray(at * numItems, (at + 1) * numItems),
        );
      return Promise.resolve(scores);
    },
  };
}
