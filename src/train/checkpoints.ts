/** Where a run stands, kept in IndexedDB so that a reload or a lost device can go on from there. */
import type { DBSchema } from 'idb';
import type { SavedOptimizer } from '../engine/trainingStep';
import type { SavedWeights } from '../engine/weightStore';
import { BrowserDatabase } from '../protocol/browserDatabase';

export interface Checkpoint {
  runId: string;
  /** JSON of the spec it belongs to; another spec cannot go on from it. */
  spec: string;
  /** Finished epochs. */
  epoch: number;
  /** Finished steps of the next epoch, and the sum of their losses over their samples. */
  step: number;
  lossSum: number;
  samples: number;
  weights: SavedWeights;
  optimizer: SavedOptimizer;
  best: { epoch: number; value: number | null };
  bestWeights: SavedWeights | null;
  elapsedMs: number;
}

interface Schema extends DBSchema {
  checkpoints: { key: string; value: Checkpoint };
}

const database = new BrowserDatabase<Schema>(
  'recommender-playground-checkpoints',
  1,
  'where runs stand',
  (db) => void db.createObjectStore('checkpoints', { keyPath: 'runId' }),
);

export const saveCheckpoint = (checkpoint: Checkpoint): Promise<unknown> =>
  database.use((db) => db.put('checkpoints', checkpoint));
export const loadCheckpoint = (runId: string): Promise<Checkpoint | undefined> =>
  database.use((db) => db.get('checkpoints', runId));
export const deleteCheckpoint = (runId: string): Promise<void> =>
  database.use((db) => db.delete('checkpoints', runId));
