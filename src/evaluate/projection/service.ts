/** The map service: item vectors projected, compared and written to files. Runs in a worker. */
import { vectorsSafetensors } from '../../data/export/safetensors';
import { vectorsCsv } from '../../data/export/vectorsCsv';
import { unitRows, type UnitRows } from '../../data/unitRows';
import { LatestWork } from '../../data/work';
import type { Progress } from '../../protocol/dataService';
import type { ItemColumns, ItemVectors } from '../../protocol/dataset';
import { AppError } from '../../protocol/errors';
import type { ItemMap, MapService, NearItem, Projection, VectorsFormat } from '../../protocol/mapService';
import { nearestRows } from '../nearest';
import { principalComponents } from './pca';
import { leastRows, umapLayout, type UmapPhase } from './umap';

/** The vectors at work, those of zeros left out. */
interface Opened {
  columns: ItemColumns;
  vectors: ItemVectors;
  /** Items with a vector, by dense id, and their vectors in this order. */
  items: Int32Array;
  known: Float32Array;
  unit: UnitRows;
}

const words: Record<UmapPhase, string> = {
  neighbours: 'Finding neighbours',
  graph: 'Weighing neighbours',
  layout: 'Laying out',
};

/** Where each part of the work begins on the way from 0 to 1; finding neighbours takes about as long as a quarter. */
const begins: Record<UmapPhase, [number, number]> = {
  neighbours: [0, 0.2],
  graph: [0.2, 0.3],
  layout: [0.3, 1],
};

export class MapWorker implements MapService {
  private opened: Opened | null = null;
  private readonly job = new LatestWork();

  open(columns: ItemColumns, vectors: ItemVectors): Promise<number> {
    const { dimension, values } = vectors;
    const items = Int32Array.from({ length: columns.numItems }, (_, item) => item).filter((item) =>
      values.subarray(item * dimension, (item + 1) * dimension).some((value) => value !== 0),
    );
    if (items.length === 0)
      throw new AppError(
        'data-missing',
        `No item has a vector in “${vectors.source}”.`,
        'Train a model first, or choose other vectors.',
      );
    const known = new Float32Array(items.length * dimension);
    items.forEach((item, row) =>
      known.set(values.subarray(item * dimension, (item + 1) * dimension), row * dimension),
    );
    this.opened = { columns, vectors, items, known, unit: unitRows(known, dimension) };
    return Promise.resolve(items.length);
  }

  async project(projection: Projection, onProgress: (progress: Progress) => void): Promise<ItemMap> {
    const { items, known, vectors } = this.current();
    this.job.cancel();
    if (projection.method === 'pca')
      return { projection, items, ...principalComponents(known, vectors.dimension) };
    if (items.length < leastRows)
      throw new AppError(
        'bad-spec',
        `UMAP needs at least ${leastRows} items with a vector; here are ${items.length}.`,
        'Choose PCA.',
      );
    const layout = await this.job.run(onProgress, (work) =>
      umapLayout(known, vectors.dimension, projection, (phase, done, total) => {
        const [from, to] = begins[phase];
        return work.pace(words[phase], from + ((to - from) * done) / total);
      }),
    );
    return { projection, items, ...layout, explained: null };
  }

  cancel(): Promise<void> {
    this.job.cancel();
    return Promise.resolve();
  }

  nearest(item: number, count: number): Promise<NearItem[]> {
    const { items, unit } = this.current();
    const row = items.indexOf(item);
    const found = row < 0 ? [] : nearestRows(unit, row, count);
    return Promise.resolve(
      found.map(({ row: other, cosine }) => ({ item: items[other]!, similarity: cosine })),
    );
  }

  write(format: VectorsFormat): Promise<Blob> {
    const { columns, vectors, items } = this.current();
    const blob =
      format === 'csv'
        ? new Blob([...vectorsCsv(columns, vectors, items)], { type: 'text/csv;charset=utf-8' })
        : new Blob([vectorsSafetensors(columns, vectors, items)], { type: 'application/octet-stream' });
    return Promise.resolve(blob);
  }

  private current(): Opened {
    if (this.opened) return this.opened;
    throw new AppError('data-missing', 'There are no vectors to show yet.', 'Train a model first.');
  }
}
