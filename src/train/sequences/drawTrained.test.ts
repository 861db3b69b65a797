import { describe, expect, it } from 'vitest';
import { draw } from '../../data/random';
import { negativeSamplers } from '../../data/sample/registry';
import type { NegativeSamplerDefinition } from '../../data/sample/negativeSampler';
import { readParams } from '../../protocol/registry';
import { drawTrained } from './drawTrained';

describe.each(negativeSamplers.map((sampler): [string, NegativeSamplerDefinition] => [sampler.id, sampler]))(
  'negatives drawn by %s',
  (_id, sampler) => {
    it('are all of the items of the training part, and no other', () => {
      const drawItem = drawTrained(sampler, readParams(sampler, {}), Int32Array.of(0, 3, 0, 2, 4, 0));
      const drawn = Array.from({ length: 300 }, (_, lane) => drawItem(draw({ a: 1, b: 2 }, 0, lane)));
      expect([...new Set(drawn)].sort()).toEqual([1, 3, 4]);
    });
  },
);
