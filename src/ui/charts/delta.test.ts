import { describe, expect, it } from 'vitest';
import { deltaOf } from './delta';

describe('deltaOf', () => {
  it('calls a higher NDCG better and a higher RMSE worse', () => {
    expect(deltaOf(0.5, 0.25, true)).toEqual({ difference: 0.25, better: true, text: '+0.2500' });
    expect(deltaOf(0.5, 0.25, false)).toEqual({ difference: 0.25, better: false, text: '+0.2500' });
  });

  it('calls a lower RMSE better', () => {
    expect(deltaOf(0.25, 0.5, false)).toEqual({ difference: -0.25, better: true, text: '−0.2500' });
  });

  it('calls equal values neither', () => {
    expect(deltaOf(0.5, 0.5, true)).toEqual({ difference: 0, better: null, text: '±0' });
  });

  it('gives nothing where a value is missing', () => {
    expect(deltaOf(undefined, 0.5, true)).toBeNull();
    expect(deltaOf(0.5, NaN, true)).toBeNull();
  });
});
