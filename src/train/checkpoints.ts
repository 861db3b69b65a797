/** Where a run stands, kept in IndexedDB so that a reload or a lost device can go on from there. */
import { openDB, type DBSchema } from 'idb';
import type { SavedOptimizer } from '../engine/trainingStep';
import type { SavedWeights } from '../engine/weightStore';

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

const open = () =>
  openDB<Schema>('recommender-playground-checkpoints', 1, {
    upgrade: (db) => void db.createObjectStore('checkpoints', { keyPath: 'runId' }),
  });

async function withStore<T>(work: (db: Awaited<ReturnType<typeof open>>) => Promise<T>): Promise<T> {
  const db = await open();
  try {
    return await work(db);
  } finally {
    db.close();
  }
}

export const saveCheckpoint = (checkpoint: Checkpoint): Promise<unknown> =>
  withStore((db) => db.put('checkpoints', checkpoint));
export const loadCheckpoint = (runId: string): Promise<Checkpoint | undefined> =>
  withStore((db) => db.get('checkpoints', runId));
export const deleteCheckpoint = (runId: string): Promise<void> =>
  withStore((db) => db.delete('checkpoints', runId));
