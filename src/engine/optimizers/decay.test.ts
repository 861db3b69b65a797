import { expect, it } from 'vitest';
import { readParams } from '../../protocol/registry';
import { decayFactor, withDecay } from './decay';
import { sgd } from './sgd';

it('falls by the rate after every so many steps', () => {
  const decay = { decaySteps: 3, decayRate: 0.5 };
  expect([1, 2, 3, 4, 6, 7, 10].map((step) => decayFactor(step, decay))).toEqual([
    1, 1, 1, 0.5, 0.5, 0.25, 0.125,
  ]);
  expect(decayFactor(1e6, { decaySteps: 0, decayRate: 0.5 })).toBe(1);
});

it('makes the steps of the optimizer shorter', () => {
  const params = readParams(sgd, { learningRate: 0.2 });
  const decayed = withDecay(sgd, { decaySteps: 10, decayRate: 0.9 });
  expect(decayed.stepSize(10, params)).toBeCloseTo(sgd.stepSize(10, params), 12);
  expect(decayed.stepSize(21, params)).toBeCloseTo(0.81 * sgd.stepSize(21, params), 12);
});
