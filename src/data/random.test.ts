import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { below, draw, makePermutation, normalPair, purpose, streamKey, threefry, unit } from './random';

const hex = ({ a, b }: { a: number; b: number }) => [a.toString(16), b.toString(16)];

describe('Threefry-2x32-20', () => {
  // Known answers of the Random123 distribution (kat_vectors).
  it('gives the published block for zeros', () => {
    expect(hex(threefry({ a: 0, b: 0 }, 0, 0))).toEqual(['6b200159', '99ba4efe']);
  });
  it('gives the published block for ones', () => {
    expect(hex(threefry({ a: 0xffffffff, b: 0xffffffff }, 0xffffffff, 0xffffffff))).toEqual([
      '1cb996fc',
      'bb002be7',
    ]);
  });
  it('gives the published block for the digits of pi', () => {
    expect(hex(threefry({ a: 0x13198a2e, b: 0x03707344 }, 0x243f6a88, 0x85a308d3))).toEqual([
      'c4923a9c',
      '483df7a0',
    ]);
  });
});

describe('streams', () => {
  it('differ between seeds, purposes and epochs', () => {
    const keys = [
      streamKey(1, purpose.shuffle, 0),
      streamKey(2, purpose.shuffle, 0),
      streamKey(1, purpose.negatives, 0),
      streamKey(1, purpose.shuffle, 1),
    ];
    expect(new Set(keys.map((k) => hex(k).join())).size).toBe(4);
  });
  it('are uniform: ten cells of 10,000 draws stay within five standard deviations', () => {
    const key = streamKey(7, purpose.negatives, 3);
    const cells = new Array<number>(10).fill(0);
    for (let lane = 0; lane < 10_000; lane++) cells[below(draw(key, 5, lane).a, 10)]!++;
    for (const count of cells) expect(Math.abs(count - 1000)).toBeLessThan(5 * Math.sqrt(900));
  });
  it('map the whole word range onto 0..n-1', () => {
    expect([below(0, 7), below(0xffffffff, 7), unit(0), unit(0xffffffff) < 1]).toEqual([0, 6, 0, true]);
  });
  it('give normal numbers of mean 0 and variance 1', () => {
    const key = streamKey(1, purpose.initialWeights, 0);
    const values = Array.from({ length: 5000 }, (_, lane) => normalPair(draw(key, 0, lane))).flat();
    const mean = values.reduce((s, v) => s + v, 0) / values.length;
    const variance = values.reduce((s, v) => s + v * v, 0) / values.length;
    expect(Math.abs(mean)).toBeLessThan(0.05);
    expect(Math.abs(variance - 1)).toBeLessThan(0.07);
  });
});

describe('the keyed permutation', () => {
  it('hits every place exactly once, for any length', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 700 }), fc.integer({ min: 0, max: 0xffffffff }), (n, seed) => {
        const permute = makePermutation(streamKey(seed, purpose.shuffle, 1), n);
        const seen = new Set(Array.from({ length: n }, (_, i) => permute(i)));
        expect(seen.size).toBe(n);
        expect(Math.max(...seen)).toBe(n - 1);
      }),
    );
  });
  it('puts each element at each place about equally often', () => {
    const n = 6;
    const runs = 6000;
    const counts = new Array<number>(n * n).fill(0);
    for (let epoch = 0; epoch < runs; epoch++) {
      const permute = makePermutation(streamKey(1, purpose.shuffle, epoch), n);
      for (let i = 0; i < n; i++) counts[i * n + permute(i)]!++;
    }
    const expected = runs / n;
    for (const count of counts) expect(Math.abs(count - expected)).toBeLessThan(5 * Math.sqrt(expected));
  });
});
