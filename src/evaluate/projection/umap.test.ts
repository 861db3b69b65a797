import { describe, expect, it } from 'vitest';
import { draw, purpose, streamKey, unit } from '../../data/random';
import { leastRows, umapLayout, type UmapOptions } from './umap';

const options: UmapOptions = { neighbours: 10, minDist: 0.1, seed: 7 };
const quietly = () => Promise.resolve();

/** `groups` bundles of directions in `dimension` dimensions, one row of each in turn. */
function bundles(groups: number, rows: number, dimension: number): Float32Array {
  const noise = streamKey(1, purpose.projection, 0);
  return Float32Array.from({ length: rows * dimension }, (_, at) => {
    const row = Math.floor(at / dimension);
    return (at % dimension === row % groups ? 1 : 0) + 0.3 * unit(draw(noise, at, 0).a);
  });
}

describe('a UMAP layout', () => {
  it('keeps bundles of directions together, whatever their length', async () => {
    const values = bundles(3, 90, 8).map((value, at) => value * (1 + (Math.floor(at / 8) % 5)));
    const { x, y } = await umapLayout(values, 8, options, quietly);
    for (let row = 0; row < 90; row++) {
      const others = [...x.keys()].filter((other) => other !== row);
      const distance = (other: number) => Math.hypot(x[row]! - x[other]!, y[row]! - y[other]!);
      const nearest = others.reduce((best, other) => (distance(other) < distance(best) ? other : best));
      expect(nearest % 3).toBe(row % 3);
    }
  });

  it('is the same, bit by bit, for the same seed, and another for another', async () => {
    const values = bundles(2, 40, 4);
    const first = await umapLayout(values, 4, options, quietly);
    expect(await umapLayout(values, 4, options, quietly)).toEqual(first);
    expect(await umapLayout(values, 4, { ...options, seed: 8 }, quietly)).not.toEqual(first);
  });

  it('holds for the fewest rows, for equal rows and for rows of zeros', async () => {
    for (const values of [bundles(2, leastRows, 3), new Float32Array(30).fill(2), new Float32Array(30)]) {
      const { x, y } = await umapLayout(values, 3, options, quietly);
      expect([...x, ...y].every(Number.isFinite)).toBe(true);
    }
  });

  it('tells how far it is, and ends when its pace is refused', async () => {
    const seen: string[] = [];
    const pace = (phase: string, done: number, total: number): Promise<void> => {
      seen.push(phase);
      expect(done).toBeLessThan(total);
      return phase === 'layout' && done === 3 ? Promise.reject(new Error('enough')) : Promise.resolve();
    };
    await expect(umapLayout(bundles(2, 20, 4), 4, options, pace)).rejects.toThrow('enough');
    expect(seen).toEqual([
      ...Array<string>(20).fill('neighbours'),
      'graph',
      ...Array<string>(4).fill('layout'),
    ]);
  });
});
