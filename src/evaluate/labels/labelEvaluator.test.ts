import { expect, it } from 'vitest';
import { createLabelEvaluator } from './labelEvaluator';
import { tuneThreshold } from './threshold';

// Three genres; items 0 and 1 are validation, 2 and 3 test.
const labels = Uint8Array.of(1, 0, 0, /**/ 0, 1, 0, /**/ 1, 1, 0, /**/ 0, 0, 1);
const probabilities = [
  [0.6, 0.35, 0.1],
  [0.2, 0.4, 0.3],
  [0.9, 0.38, 0.36],
  [0.55, 0.1, 0.3],
];
const scorer = {
  numGenres: 3,
  scoreItems: (items: Int32Array) =>
    Promise.resolve(Float32Array.from([...items].flatMap((item) => probabilities[item]!))),
};
const pace = () => Promise.resolve();
const metrics = [
  'precision/micro',
  'recall/micro',
  'f1/micro',
  'precision/macro',
  'recall/macro',
  'f1/macro',
  'precision-tuned/micro',
  'recall-tuned/micro',
  'f1-tuned/micro',
  'f1-tuned/macro',
];
const validation = Int32Array.of(0, 1);
const test = Int32Array.of(2, 3);

it('tunes the threshold on validation and counts the test part by hand', async () => {
  const evaluator = createLabelEvaluator({ numGenres: 3, labels, items: test, tuneOn: validation, metrics });
  const { metrics: values, users } = await evaluator.evaluate(scorer, pace);
  expect(users).toBe(2);
  // At .5 the test part has genre 0 twice, once rightly: TP 1, FP 1, FN 2 (genre 1 of item 2, genre 2 of item 3).
  expect(values['precision/micro']).toBeCloseTo(1 / 2, 6);
  expect(values['recall/micro']).toBeCloseTo(1 / 3, 6);
  expect(values['f1/micro']).toBeCloseTo(2 / 5, 6);
  expect(values['precision/macro']).toBeCloseTo(0.5 / 3, 6);
  expect(values['recall/macro']).toBeCloseTo(1 / 3, 6);
  expect(values['f1/macro']).toBeCloseTo(2 / 3 / 3, 6);
  // Validation is best when .6 and .4 are taken and .35 is not: from .375 on. Test then also has genre 1 of item 2.
  expect(values['precision-tuned/micro']).toBeCloseTo(2 / 3, 6);
  expect(values['recall-tuned/micro']).toBeCloseTo(2 / 3, 6);
  expect(values['f1-tuned/micro']).toBeCloseTo(2 / 3, 6);
  expect(values['f1-tuned/macro']).toBeCloseTo((2 / 3 + 1) / 3, 6);
});

it('keeps what each item contributes: its counts for micro, those of each genre for macro', async () => {
  const kept = async (perItem: string) =>
    (
      await createLabelEvaluator({
        numGenres: 3,
        labels,
        items: Int32Array.of(3, 2),
        tuneOn: validation,
        metrics,
        perItem,
      }).evaluate(scorer, pace)
    ).unitValues!;
  // At .5 item 2 has TP 1 and FN 1, item 3 FP 1 and FN 1: 2·TP beside 2·TP + FP + FN.
  const micro = await kept('f1/micro');
  expect([micro.unit, [...micro.units], [...micro.values], [...micro.weights!]]).toEqual([
    'item',
    [2, 3],
    [2, 0],
    [3, 2],
  ]);
  // Recall by genre: item 2 has genre 0 rightly and misses genre 1, item 3 misses genre 2.
  const macro = await kept('recall/macro');
  expect([macro.groups, [...macro.values], [...macro.weights!]]).toEqual([
    3,
    [1, 0, 0, 0, 0, 0],
    [1, 1, 0, 0, 0, 1],
  ]);
  // From .375 on item 2 has genre 1 too.
  expect([...(await kept('f1-tuned/micro')).values]).toEqual([4, 0]);
});

it('leaves out what needs a tuned threshold where there is nothing to tune it on', async () => {
  const evaluator = createLabelEvaluator({ numGenres: 3, labels, items: test, tuneOn: null, metrics });
  expect(Object.keys((await evaluator.evaluate(scorer, pace)).metrics)).toEqual(metrics.slice(0, 6));
});

it('refuses probabilities that are no numbers', async () => {
  const evaluator = createLabelEvaluator({ numGenres: 3, labels, items: test, tuneOn: null, metrics });
  const broken = { numGenres: 3, scoreItems: () => Promise.resolve(new Float32Array(6).fill(NaN)) };
  await expect(evaluator.evaluate(broken, pace)).rejects.toMatchObject({ code: 'non-finite' });
});

it('takes equal probabilities together, and of equally good thresholds the highest', () => {
  // One of the two at .4 is true: taking both gives 2·2 / (3 + 2) = .8, taking neither 2 / (1 + 2).
  expect(tuneThreshold(Float32Array.of(0.9, 0.4, 0.4, 0.1), Uint8Array.of(1, 1, 0, 0))).toBeCloseTo(0.25, 6);
  expect(tuneThreshold(Float32Array.of(0.8, 0.2), Uint8Array.of(1, 0))).toBeCloseTo(0.5, 6);
  // Nothing true: nothing is better than anything else, and the highest leaves the most out.
  expect(tuneThreshold(Float32Array.of(0.8, 0.2), Uint8Array.of(0, 0))).toBeCloseTo(0.5, 6);
});
