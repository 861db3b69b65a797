/** The genres of movies as a network tells them: by tfjs, or by programs. */
import { compileScoring, scoresBuffer } from '../../engine/compile/scoring';
import { compileOn, maxBuffersOn, type ProgramHost } from '../../engine/programHost';
import * as tf from '../../engine/tf';
import type { LabelScorer } from '../../evaluate/labels/labelScorer';
import type { FittedGenreModel, GenreNetwork } from '../../models/genres/genreModel';
import type { EncodedTexts } from '../../text/vocabulary';
import { FreshProgram, type WeightsSource } from '../freshProgram';
import type { GenreTrainable } from './assemble';

/** Movies in one go; bounds memory and the time without a break. */
const moviesPerRun = 32;

/** Something that gives `width` numbers for each of `moviesPerRun` texts. */
type Run = (tokens: Int32Array, lengths: Int32Array) => Promise<Float32Array>;

async function inRuns(
  texts: EncodedTexts,
  items: Int32Array,
  run: Run,
): Promise<{ width: number; values: Float32Array }> {
  const { maxTokens } = texts;
  const tokens = new Int32Array(moviesPerRun * maxTokens);
  const lengths = new Int32Array(moviesPerRun);
  let values = new Float32Array(0);
  let width = 0;
  for (let from = 0; from < items.length; from += moviesPerRun) {
    const chunk = items.subarray(from, from + moviesPerRun);
    for (const [row, item] of chunk.entries()) {
      tokens.set(texts.tokens.subarray(item * maxTokens, (item + 1) * maxTokens), row * maxTokens);
      lengths[row] = texts.lengths[item]!;
    }
    const scores = await run(tokens, lengths);
    width = scores.length / moviesPerRun;
    if (from === 0) values = new Float32Array(items.length * width);
    values.set(scores.subarray(0, chunk.length * width), from * width);
  }
  return { width, values };
}

function scorerOf(texts: EncodedTexts, numGenres: number, probabilities: Run, features: Run): LabelScorer {
  return {
    numGenres,
    scoreItems: async (items) => (await inRuns(texts, items, probabilities)).values,
    async itemVectors(items) {
      const { width, values } = await inRuns(texts, items, features);
      return { dimension: width, values };
    },
  };
}

type Texts = { tokens: tf.Tensor1D; lengths: tf.Tensor1D };

export function networkScorer(network: GenreNetwork, texts: EncodedTexts, numGenres: number): LabelScorer {
  const run =
    (compute: (texts: Texts) => tf.Tensor): Run =>
    async (tokens, lengths) => {
      const result = tf.tidy(() =>
        compute({ tokens: tf.tensor1d(tokens, 'int32'), lengths: tf.tensor1d(lengths, 'int32') }),
      );
      const values = (await result.data()) as Float32Array;
      result.dispose();
      return values;
    };
  return scorerOf(
    texts,
    numGenres,
    run((batch) => tf.sigmoid(network.logits(batch))),
    run((batch) => network.features(batch)),
  );
}

export interface CompiledGenreScorerOptions extends WeightsSource {
  host: ProgramHost;
  trainable: GenreTrainable;
  texts: EncodedTexts;
  numGenres: number;
}

export function compiledScorer(options: CompiledGenreScorerOptions): LabelScorer & { dispose(): void } {
  const { host, trainable, texts, numGenres } = options;
  const { weights, network } = trainable;
  const inputs = [
    { name: 'tokens', length: moviesPerRun * texts.maxTokens },
    { name: 'lengths', length: moviesPerRun },
  ];
  const program = (compute: (texts: Texts) => tf.Tensor): FreshProgram =>
    new FreshProgram(options, () =>
      compileOn(
        host,
        compileScoring(weights, inputs, maxBuffersOn(host), (tokens, lengths) =>
          compute({ tokens: tokens!, lengths: lengths! }),
        ),
        { seed: 0 },
      ),
    );
  const probabilities = program((batch) => tf.sigmoid(network.logits(batch)));
  const features = program((batch) => network.features(batch));
  const run =
    (fresh: FreshProgram): Run =>
    async (tokens, lengths) => {
      const executable = await fresh.get();
      executable.write('tokens', tokens);
      executable.write('lengths', lengths);
      executable.run([{ epoch: 0, step: 0, scalars: [] }]);
      return (await executable.read(scoresBuffer)) as Float32Array;
    };
  return {
    ...scorerOf(texts, numGenres, run(probabilities), run(features)),
    dispose() {
      probabilities.dispose();
      features.dispose();
    },
  };
}

/** A fitted model as the evaluation sees it; it makes nothing of a movie but its genres. */
export function fittedScorer(model: FittedGenreModel, numGenres: number): LabelScorer {
  return {
    numGenres,
    scoreItems(items) {
      const probabilities = new Float32Array(items.length * numGenres);
      for (const [row, item] of items.entries())
        model.scoreItem(item, probabilities.subarray(row * numGenres, (row + 1) * numGenres));
      return Promise.resolve(probabilities);
    },
  };
}
