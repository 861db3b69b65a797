import { describe, expect, it } from 'vitest';
import { measuredAxis, nearestLine, settingAxis } from './parallelAxes';

const texts = (axis: { ticks: { text: string }[] }) => axis.ticks.map(({ text }) => text);

describe('an axis of a setting', () => {
  it('places numbers by their size, on the scale asked for', () => {
    expect([0, 5, 10].map(settingAxis('L2', [0, 5, 10], true).at)).toEqual([0, 0.5, 1]);
    const rates = settingAxis('Learning rate', [0.001, 0.1, 0.01], true);
    expect(rates.at(0.01)).toBeCloseTo(0.5, 9);
    expect(texts(rates)).toEqual(['0.001', '0.1', '0.01']);
  });

  it('gives each of a few values a tick, and many a scale', () => {
    const many = settingAxis(
      'x',
      Array.from({ length: 30 }, (_, i) => i),
      false,
    );
    expect(texts(many)).toEqual(['0', '7.25', '14.5', '21.8', '29']);
  });

  it('spaces anything else evenly', () => {
    const losses = settingAxis('Loss', ['bpr', 'bce', 'softmax'], false);
    expect(['bpr', 'bce', 'softmax'].map(losses.at)).toEqual([0, 0.5, 1]);
    expect(settingAxis('Layers', [[8], [8]], false).at([8])).toBe(0.5);
  });
});

describe('an axis of measured values', () => {
  it('has the better end on top', () => {
    expect(measuredAxis('NDCG', [0.1, 0.3], true, String).at(0.3)).toBe(1);
    expect(measuredAxis('RMSE', [0.9, 1.1], false, String).at(0.9)).toBe(1);
  });

  it('puts a single value in the middle', () => {
    expect(measuredAxis('NDCG', [0.1], true, String)).toMatchObject({ ticks: [{ at: 0.5, text: '0.1' }] });
  });
});

describe('the nearest line', () => {
  const lines = [
    [0, 1, 0],
    [1, 0, 1],
  ];
  it('is that whose height is nearest where the pointer is', () => {
    expect(nearestLine(lines, 0, 0.9)).toBe(1);
    expect(nearestLine(lines, 1, 0.9)).toBe(0);
    expect(nearestLine(lines, 1.75, 0.7)).toBe(1);
    expect(nearestLine(lines, 2, 0.1)).toBe(0);
  });

  it('is none where there are no lines', () => {
    expect(nearestLine([], 0, 0)).toBeNull();
  });
});
