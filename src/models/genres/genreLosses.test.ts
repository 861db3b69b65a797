import { beforeAll, describe, expect, it } from 'vitest';
import * as tf from '../../engine/tf';
import { startWasmInNode } from '../../testing/nodeBackend';
import { readParams } from '../../protocol/registry';
import { genreBce } from './genreBce';
import { genreCosine } from './genreCosine';
import { genreFocal } from './genreFocal';
import { meanLoss, type GenreBatch, type GenreLossDefinition } from './genreLoss';
import { genreLosses } from './lossRegistry';

const perItem = (loss: GenreLossDefinition, logits: number[][], labels: number[][], params = {}) =>
  tf.tidy(() => [
    ...loss.perItem(tf.tensor2d(logits), tf.tensor2d(labels), readParams(loss, params)).dataSync(),
  ]);

const logit = (probability: number): number => Math.log(probability / (1 - probability));

beforeAll(startWasmInNode);

describe('losses of genres, by hand', () => {
  it('binary cross-entropy: the mean over the genres', () => {
    // −(ln .8 + ln .6) / 2 and −(ln .5 + ln .9) / 2
    const values = perItem(
      genreBce,
      [
        [logit(0.8), logit(0.4)],
        [logit(0.5), logit(0.9)],
      ],
      [
        [1, 0],
        [0, 1],
      ],
    );
    expect(values[0]).toBeCloseTo(-(Math.log(0.8) + Math.log(0.6)) / 2, 6);
    expect(values[1]).toBeCloseTo(-(Math.log(0.5) + Math.log(0.9)) / 2, 6);
  });

  it('cosine: −1 for parallel vectors, and the angle between others', () => {
    // Equal probabilities for the true genres and nearly none for the other: parallel.
    expect(perItem(genreCosine, [[0, 0, -60]], [[1, 1, 0]])[0]).toBeCloseTo(-1, 6);
    // (.6, .8) against (1, 0): cos = .6 / 1.
    expect(perItem(genreCosine, [[logit(0.6), logit(0.8)]], [[1, 0]])[0]).toBeCloseTo(-0.6, 6);
    // Of no genre: nothing to be parallel to, and no division by zero.
    expect(perItem(genreCosine, [[0, 0]], [[0, 0]])[0]).toBeCloseTo(0, 6);
  });

  it('focal: −αₜ·(1 − pₜ)^γ·log pₜ', () => {
    const params = { alpha: 0.25, gamma: 2 };
    // True with p = .8: .25·.2²·−ln .8. Not true with p = .4: .75·.4²·−ln .6.
    const [value] = perItem(genreFocal, [[logit(0.8), logit(0.4)]], [[1, 0]], params);
    expect(value).toBeCloseTo((0.25 * 0.04 * -Math.log(0.8) + 0.75 * 0.16 * -Math.log(0.6)) / 2, 6);
  });

  it('focal with γ = 0 and α = .5 is half of binary cross-entropy', () => {
    const logits = [[-3, 0.2, 1.7, 40, -40]];
    const labels = [[0, 1, 1, 0, 1]];
    const [focal] = perItem(genreFocal, logits, labels, { alpha: 0.5, gamma: 0 });
    const [bce] = perItem(genreBce, logits, labels);
    expect(focal).toBeCloseTo(bce! / 2, 5);
  });
});

describe.each(genreLosses.map((loss) => [loss.id, loss] as const))('loss %s', (_id, loss) => {
  const labels = [
    [1, 0, 1],
    [0, 1, 0],
  ];
  const params = readParams(loss, {});
  const batch = (weights: number[]): GenreBatch => ({
    tokens: tf.tensor1d([], 'int32'),
    lengths: tf.tensor1d([], 'int32'),
    labels: tf.tensor2d(labels),
    weights: tf.tensor1d(weights),
    count: tf.scalar(weights.reduce((sum, weight) => sum + weight, 0)),
  });
  const at = (logits: number[], weights = [1, 1]): number =>
    tf.tidy(() => meanLoss(loss, tf.tensor2d(logits, [2, 3]), batch(weights), params).dataSync()[0]!);

  it('has the slope that finite differences have', () => {
    const logits = [0.3, -1.2, 2, -0.4, 0.1, 1.1];
    const gradient = tf.tidy(() =>
      tf
        .grad((x: tf.Tensor) => meanLoss(loss, x as tf.Tensor2D, batch([1, 1]), params))(
          tf.tensor2d(logits, [2, 3]),
        )
        .dataSync(),
    );
    const nudge = 1e-2;
    for (const [index, slope] of gradient.entries()) {
      const moved = (by: number) => at(logits.map((value, i) => (i === index ? value + by : value)));
      expect((moved(nudge) - moved(-nudge)) / (2 * nudge)).toBeCloseTo(slope, 4);
    }
  });

  it('stays finite for logits far out', () => {
    const logits = [80, -80, 80, 80, -80, 80];
    const gradient = tf.tidy(() =>
      tf
        .grad((x: tf.Tensor) => meanLoss(loss, x as tf.Tensor2D, batch([1, 1]), params))(
          tf.tensor2d(logits, [2, 3]),
        )
        .dataSync(),
    );
    expect(Number.isFinite(at(logits))).toBe(true);
    expect([...gradient].every(Number.isFinite)).toBe(true);
  });

  it('counts rows of weight 1 only', () => {
    const logits = [0.3, -1.2, 2, -0.4, 0.1, 1.1];
    expect(at(logits, [1, 0])).toBeCloseTo(perItem(loss, [logits.slice(0, 3)], [labels[0]!])[0]!, 6);
  });
});
