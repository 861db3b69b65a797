import { beforeAll, describe, expect, it } from 'vitest';
import { dropoutMask } from '../../engine/dropout';
import { stepKind } from '../../engine/recurrence';
import * as tf from '../../engine/tf';
import { readParams } from '../../protocol/registry';
import type { Params } from '../../protocol/spec';
import { startWasmInNode } from '../../testing/nodeBackend';
import { circleSessions, SmallSequenceTrainer, type SmallTraining } from '../../testing/sequenceTraining';
import { sequenceFacts } from '../../testing/sessionTables';
import { gru4rec } from './gru4rec';
import type { SequenceModelDefinition } from './sequenceModel';

beforeAll(startWasmInNode);

const model: SequenceModelDefinition = gru4rec;
const numItems = 9;
const facts = sequenceFacts(numItems, circleSessions(numItems, 5));

const trainer = (params: Params, training: Partial<SmallTraining> = {}) =>
  new SmallSequenceTrainer(model, { facts, params: { units: [10], drawn: 12, ...params }, ...training });

describe('the forms of GRU4Rec', () => {
  it.each<[string, Params, string]>([
    ['embedded input', { input: 'embedded', dimension: 8 }, 'next-cross-entropy'],
    ['tied input', { input: 'tied' }, 'next-cross-entropy'],
    ['two layers', { units: [10, 8] }, 'next-cross-entropy'],
    ['tanh of the scores', { output: 'tanh' }, 'next-bpr'],
    ['ELU of the scores', { output: 'elu', eluAlpha: 0.5 }, 'next-bpr-max'],
    ['three steps back through time', { through: 3 }, 'next-cross-entropy'],
    ['the other sessions as negatives alone', { drawn: 0 }, 'next-cross-entropy'],
    ['dropout', { dropoutInput: 0.1, dropoutHidden: 0.1 }, 'next-cross-entropy'],
  ])('learns a circle with %s', async (_name, params, lossId) => {
    const one = trainer(params, {
      lossId,
      ...(lossId === 'next-bpr-max' && { lossParams: { regularization: 0.1 } }),
    });
    await one.run(120);
    const [scores] = await one.scores([[2, 3, 4]]);
    expect(scores!.indexOf(Math.max(...scores!))).toBe(5);
    one.dispose();
  });

  it('has a row of numbers for every item with one-hot input, and shares the output table when tied', () => {
    const shapes = (params: Params) => {
      const one = trainer(params);
      const { weights } = one.trainable;
      const list = weights.names.map((name) => `${name} ${weights.get(name).shape.join('×')}`);
      one.dispose();
      return list;
    };
    expect(shapes({})).toEqual([
      'output 9×10',
      'outputBias 9',
      'gru1/kernel 9×30',
      'gru1/recurrent 10×30',
      'gru1/bias 30',
    ]);
    expect(shapes({ input: 'tied' })).toContain('gru1/kernel 10×30');
    expect(shapes({ input: 'tied' })).not.toContainEqual(expect.stringContaining('embedding'));
    expect(shapes({ input: 'embedded', dimension: 5 })).toEqual(
      expect.arrayContaining(['embedding 9×5', 'gru1/kernel 5×30']),
    );
  });

  it('goes through events by threes to the states that it reaches one by one', async () => {
    const statesAfter = async (through: number, steps: number) => {
      const standing = { id: 'sgd', params: { learningRate: 1e-7 } };
      const one = trainer({ through }, { optimizer: standing });
      await one.run(steps);
      const state = (await one.trainable.weights.save())['gru1/state']!;
      one.dispose();
      return state;
    };
    const byThrees = await statesAfter(3, 2);
    for (const [at, value] of (await statesAfter(1, 6)).entries()) expect(byThrees[at]).toBeCloseTo(value, 5);
    expect(byThrees.some((value) => Math.abs(value) > 0.01)).toBe(true);
  });
});

describe('mistakes that others made when they wrote GRU4Rec anew', () => {
  it('2: a lane forgets where its session begins, and only that lane', () => {
    const one = trainer({}, { batchSize: 3 });
    const { weights } = one.trainable;
    const next = (kinds: number[], before: number) =>
      tf.tidy(() => {
        weights.get('gru1/state').assign(tf.fill([3, 10], before));
        const steps = tf.tensor1d(kinds, 'int32');
        one.trainable.objective({ ...one.batch(0), steps }, { epoch: 1, step: 0 });
        return weights.takeNext().get('gru1/state')!.arraySync() as number[][];
      });
    const { goOn, begin } = stepKind;
    const fresh = next([begin, begin, begin], 0.7);
    const mixed = next([goOn, begin, goOn], 0.7);
    expect(next([begin, begin, begin], 0)).toEqual(fresh);
    expect(mixed[1]).toEqual(fresh[1]);
    for (const lane of [0, 2]) expect(mixed[lane]).not.toEqual(fresh[lane]);
    one.dispose();
  });

  it('5: dropout drops the share it is given, behind every layer, and of the input by a share of its own', () => {
    const zeros = dropoutMask(20_000, 0.2, { seed: 1, epoch: 1, step: 0, layer: 0 }).filter(
      (kept) => kept === 0,
    );
    expect(Math.abs(zeros.length / 20_000 - 0.2)).toBeLessThan(0.01);

    const dropped: string[] = [];
    const params = readParams(gru4rec, {
      ...{ units: [4, 3], input: 'embedded', dimension: 5 },
      ...{ dropoutInput: 0.1, dropoutHidden: 0.4, drawn: 0 },
    });
    tf.tidy(() => {
      const network = gru4rec.build!({
        ...{ facts, params, content: null, batchSize: 2 },
        weight: (_name, shape) => tf.zeros(shape) as unknown as tf.Variable,
        constant: (values, shape) => tf.tensor2d(values, shape),
        carried: (_name, shape) => tf.zeros(shape) as unknown as tf.Variable,
        carry: () => {},
        lookup: (table, ids) => tf.gather(table, ids),
        dropout(x, rate) {
          dropped.push(`${x.shape.join('×')} by ${rate}`);
          return x;
        },
        loss: () => tf.scalar(0),
      });
      const ints = (...values: number[]) => tf.tensor1d(values, 'int32');
      network.loss({
        ...{ numSequences: 2, length: 1, items: ints(1, 2), steps: ints(1, 1), last: ints(0, 1) },
        ...{ ratings: tf.zeros([2]), weights: tf.ones([2]), targets: ints(2, 3), sessions: ints(0, 1) },
        negatives: ints(2, 3),
      });
    });
    expect(dropped).toEqual(['2×5 by 0.1', '2×4 by 0.4', '2×3 by 0.4']);
  });

  it('6: while training, no item is scored but the targets and the negatives', async () => {
    const many = sequenceFacts(97, circleSessions(97, 5));
    const one = trainer({ drawn: 7 }, { facts: many, batchSize: 5 });
    const { kernels } = await tf.profile(() => {
      const value = one.trainable.objective(one.batch(0), { epoch: 1, step: 0 });
      tf.dispose([...one.trainable.weights.takeNext().values()]);
      return value;
    });
    const shapes = kernels.flatMap(({ outputShapes }) => outputShapes.map((shape) => shape.join('×')));
    expect(shapes).toContain('5×12');
    expect(shapes).not.toContain('5×97');
    one.dispose();
  });

  it('7: the usual Adagrad starts from nothing, so that the first step of each weight is as long as the learning rate', async () => {
    const { optimizer, train } = gru4rec.recommended;
    expect(optimizer).toMatchObject({ id: 'adagrad', params: { initialAccumulator: 0 } });
    expect(train).not.toHaveProperty('decaySteps');
    const params = { learningRate: 0.03, initialAccumulator: 0 };
    const one = trainer({}, { optimizer: { id: 'adagrad', params } });
    const before = (await one.trainable.weights.save()).output!;
    await one.run(1);
    const after = (await one.trainable.weights.save()).output!;
    const moves = Array.from(after, (value, at) => Math.abs(value - before[at]!)).filter(
      (move) => move > 1e-6,
    );
    expect(moves.length).toBeGreaterThan(40);
    for (const move of moves) expect(move).toBeCloseTo(0.03, 3);
    one.dispose();
  });

  it('9: extra negatives are drawn besides those of the other sessions', () => {
    const one = trainer({ drawn: 30 }, { batchSize: 4 });
    expect(one.batches.numNegatives).toBe(34);
    const { targets, negatives } = one.batches.columns(1, 0);
    expect([...negatives.subarray(0, 4)]).toEqual([...targets]);
    one.dispose();
  });

  it('10: weights start by Glorot, the matrix of each gate by itself, whatever the size', async () => {
    const one = trainer({ units: [40] });
    const weights = await one.trainable.weights.save();
    const most = (name: string) => weights[name]!.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
    const limits = { output: 6 / (9 + 40), 'gru1/kernel': 6 / (9 + 40), 'gru1/recurrent': 6 / (40 + 40) };
    for (const [name, square] of Object.entries(limits)) {
      expect(most(name)).toBeLessThanOrEqual(Math.sqrt(square));
      expect(most(name)).toBeGreaterThan(0.95 * Math.sqrt(square));
    }
    expect(most('outputBias')).toBe(0);
    one.dispose();
  });
});
