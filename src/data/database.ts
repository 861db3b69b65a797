/** The browser's own storage (IndexedDB), where data sets and what belongs to them outlive a reload. */
import type { DBSchema } from 'idb';
import { BrowserDatabase } from '../protocol/browserDatabase';
import type { DatasetEntry, ImportAccount, ItemVectorsEntry } from '../protocol/dataService';
import type { Dataset, DatasetSummary } from '../protocol/dataset';

export interface StoredEntry {
  entry: DatasetEntry;
  summary: DatasetSummary;
  /** Left out by earlier versions. */
  accounts?: ImportAccount[];
}

/** Fingerprint of the data set, and the name of the vectors. */
export type VectorsKey = [fingerprint: string, name: string];

interface Schema extends DBSchema {
  datasets: { key: string; value: Dataset };
  /** Apart from the columns, so that the list does not read them. */
  entries: { key: string; value: StoredEntry };
  vectors: { key: VectorsKey; value: Float32Array };
  vectorEntries: { key: VectorsKey; value: ItemVectorsEntry };
}

export type DataDatabase = BrowserDatabase<Schema>;

export const dataDatabase = (): DataDatabase =>
  new BrowserDatabase<Schema>('recommender-playground-data', 2, 'data sets', (database, from) => {
    if (from < 1) {
      database.createObjectStore('datasets');
      database.createObjectStore('entries');
    }
    database.createObjectStore('vectors');
    database.createObjectStore('vectorEntries');
  });

/** Every key of one data set's vectors. */
export const vectorsOf = (fingerprint: string): IDBKeyRange =>
  IDBKeyRange.bound([fingerprint], [fingerprint, []]);
