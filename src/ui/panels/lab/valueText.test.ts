import { describe, expect, it } from 'vitest';
import { readValues, suggestedValues, writeValues } from './valueText';

const rate = { type: 'number', minimum: 0, maximum: 1, scale: 'log' } as const;
const layers = { type: 'array', items: { type: 'integer', minimum: 1, maximum: 512 }, maxItems: 4 } as const;

describe('values as text', () => {
  it('are numbers, or lists written with hyphens', () => {
    expect(readValues('0.001, 1e-2 .5', rate).values).toEqual([0.001, 0.01, 0.5]);
    expect(readValues('64-32-16, 8', layers).values).toEqual([[64, 32, 16], [8]]);
  });

  it('read back as they were written', () => {
    const values = [[64, 32], [16]];
    expect(readValues(writeValues(values), layers).values).toEqual(values);
    expect(readValues(writeValues([0.00001, 0.5]), rate).values).toEqual([0.00001, 0.5]);
  });

  it('say which entry is wrong, and why', () => {
    expect(readValues('0.1, 2', rate).fault).toBe('must be at most 1, unlike “2”');
    expect(readValues('0.1, fast', rate).fault).toBe('must be a number, unlike “fast”');
    expect(readValues('64-x', layers).fault).toMatch(/must be a number, unlike “64-x”$/);
    expect(readValues(' ', rate).fault).toBe('needs at least one value');
  });
});

describe('suggested values', () => {
  it('are a number with its neighbours, all entries of a choice, both answers of a switch', () => {
    expect(suggestedValues(rate, 0.01)).toEqual([0.005, 0.01, 0.02]);
    expect(suggestedValues({ ...rate, maximum: 0.01 }, 0.01)).toEqual([0.005, 0.01]);
    expect(suggestedValues({ enum: ['a', 'b'] }, 'a')).toEqual(['a', 'b']);
    expect(suggestedValues({ type: 'boolean' }, true)).toEqual([true, false]);
    expect(suggestedValues(layers, [8, 4])).toEqual([[8, 4]]);
  });
});
