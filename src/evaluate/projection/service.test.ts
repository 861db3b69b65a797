import { describe, expect, it } from 'vitest';
import type { ItemColumns, ItemVectors } from '../../protocol/dataset';
import type { Projection } from '../../protocol/mapService';
import { MapWorker } from './service';

/** Six items; the second has no vector. */
const vectors: ItemVectors = {
  name: 'toy',
  source: 'MF',
  dimension: 2,
  values: Float32Array.of(1, 0, 0, 0, 2, 0.2, 0, 1, -1, 0, 0.5, 2),
};
const columns: ItemColumns = {
  fingerprint: 'f',
  numItems: 6,
  itemIds: ['a', 'b', 'c', 'd', 'e', 'f'],
  itemInfo: null,
  itemVectors: null,
};
const umap: Projection = { method: 'umap', neighbours: 15, minDist: 0.1, seed: 1 };

async function openedMap(): Promise<MapWorker> {
  const map = new MapWorker();
  expect(await map.open(columns, vectors)).toBe(5);
  return map;
}

describe('the map of items', () => {
  it('shows the items that have a vector, by either method', async () => {
    const map = await openedMap();
    const pca = await map.project({ method: 'pca' }, () => {});
    expect([...pca.items]).toEqual([0, 2, 3, 4, 5]);
    expect(pca.x).toHaveLength(5);
    expect(pca.explained![0] + pca.explained![1]).toBeCloseTo(1, 9);
    const seen: number[] = [];
    const layout = await map.project(umap, ({ fraction }) => seen.push(fraction!));
    expect([...layout.items]).toEqual([0, 2, 3, 4, 5]);
    expect(layout.explained).toBeNull();
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  });

  it('names neighbours by the ids of the data set', async () => {
    const map = await openedMap();
    const near = await map.nearest(0, 2);
    expect(near.map(({ item }) => item)).toEqual([2, 5]);
    // (1, 0) and (2, .2): 2 / √4.04.
    expect(near[0]!.similarity).toBeCloseTo(2 / Math.sqrt(4.04), 6);
    expect(await map.nearest(1, 2)).toEqual([]);
  });

  it('writes those items alone', async () => {
    const map = await openedMap();
    const lines = (await (await map.write('csv')).text()).trimEnd().split('\r\n');
    expect(lines.map((line) => line.split(',')[0])).toEqual(['id', 'a', 'c', 'd', 'e', 'f']);
    expect((await map.write('safetensors')).size).toBeGreaterThan(5 * 2 * 4);
  });

  it('ends a layout when it is cancelled, and says when there is nothing to show', async () => {
    const map = new MapWorker();
    const many = Float32Array.from({ length: 400 }, (_, i) => Math.sin(i));
    await map.open({ ...columns, numItems: 200 }, { ...vectors, values: many });
    const work = map.project(umap, () => void map.cancel());
    await expect(work).rejects.toMatchObject({ code: 'cancelled' });
    await expect(async () =>
      map.open(columns, { ...vectors, values: new Float32Array(12) }),
    ).rejects.toMatchObject({
      code: 'data-missing',
    });
    const few = new MapWorker();
    await few.open({ ...columns, numItems: 3 }, { ...vectors, values: vectors.values.subarray(6) });
    await expect(few.project(umap, () => {})).rejects.toMatchObject({ code: 'bad-spec' });
    await expect(async () => new MapWorker().nearest(0, 1)).rejects.toMatchObject({ code: 'data-missing' });
  });
});
