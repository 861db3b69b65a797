/** What the map worker does: vectors of items in, a picture of them, their neighbours and files of them out. */
import type { Progress } from './dataService';
import type { ItemColumns, ItemVectors } from './dataset';

export type Projection =
  | { method: 'pca' }
  | {
      method: 'umap';
      /** Neighbours of each item that shape the picture, `umapLimits`. */
      neighbours: number;
      /** How close two items may lie, 0..1. */
      minDist: number;
      seed: number;
    };

export const umapLimits = { neighbours: { min: 2, max: 100 }, minDist: { min: 0, max: 1 } } as const;

export interface ItemMap {
  projection: Projection;
  /** The items shown, by dense id: those that have a vector. */
  items: Int32Array;
  /** Places, as `items` orders them; units have no meaning. */
  x: Float32Array;
  y: Float32Array;
  /** Share of the variance that each axis holds, 0..1; null where axes have no meaning. */
  explained: [number, number] | null;
}

export interface NearItem {
  item: number;
  /** Cosine of the two vectors, -1..1. */
  similarity: number;
}

export type VectorsFormat = 'csv' | 'safetensors';

export interface MapService {
  /**
   * Takes the vectors that everything else is about. Gives how many items have one.
   * @throws AppError `data-missing` when none has.
   */
  open(items: ItemColumns, vectors: ItemVectors): Promise<number>;
  /** @throws AppError `cancelled` after `cancel()`; `bad-spec` when there are too few items for the method. */
  project(projection: Projection, onProgress: (progress: Progress) => void): Promise<ItemMap>;
  /** Ends the projection in progress. */
  cancel(): Promise<void>;
  /** The items nearest to one, nearest first, itself left out; none for an item without a vector. */
  nearest(item: number, count: number): Promise<NearItem[]>;
  /** A file of all vectors with the ids of their items. */
  write(format: VectorsFormat): Promise<Blob>;
}
