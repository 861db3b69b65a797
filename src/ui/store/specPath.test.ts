import { describe, expect, it } from 'vitest';
import { defaultSpec } from '../../protocol/spec';
import { getAt, withAt } from './specPath';

describe('specPath', () => {
  it('reads what it wrote and leaves the original alone', () => {
    const before = defaultSpec();
    const copy = structuredClone(before);
    const after = withAt(before, 'optimizer.params.learningRate', 0.5);
    expect(getAt(after, 'optimizer.params.learningRate')).toBe(0.5);
    expect(before).toEqual(copy);
    expect(after.train).toBe(before.train);
  });

  it('finds nothing where there is nothing', () => {
    expect(getAt(defaultSpec(), 'seed.deeper.still')).toBeUndefined();
  });
});
