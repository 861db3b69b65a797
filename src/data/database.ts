/** The browser's own storage (IndexedDB), where data sets and what belongs to them outlive a reload. */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { DatasetEntry, ImportAccount, ItemVectorsEntry } from '../protocol/dataService';
import type { Dataset, DatasetSummary } from '../protocol/dataset';
import { AppError } from '../protocol/errors';

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

export type Connection = IDBPDatabase<Schema>;

const databaseName = 'recommender-playground-data';
const databaseVersion = 2;

export class DataDatabase {
  private connection: Promise<Connection> | null = null;

  /** Opens the database where it is not open. @throws AppError `storage`, also for what `action` meets in storage. */
  async use<T>(action: (connection: Connection) => Promise<T>): Promise<T> {
    try {
      this.connection ??= this.open();
      return await action(await this.connection);
    } catch (thrown) {
      throw storageError(thrown);
    }
  }

  private async open(): Promise<Connection> {
    const forget = (): void => {
      this.connection = null;
    };
    try {
      return await openDB<Schema>(databaseName, databaseVersion, {
        upgrade(database, from) {
          if (from < 1) {
            database.createObjectStore('datasets');
            database.createObjectStore('entries');
          }
          database.createObjectStore('vectors');
          database.createObjectStore('vectorEntries');
        },
        // Another tab upgrades, or the browser closed the connection: open anew at the next use.
        blocking: (_current, _blocked, event) => {
          (event.target as IDBDatabase).close();
          forget();
        },
        terminated: forget,
      });
    } catch (thrown) {
      forget();
      throw thrown;
    }
  }
}

/** Every key of one data set's vectors. */
export const vectorsOf = (fingerprint: string): IDBKeyRange =>
  IDBKeyRange.bound([fingerprint], [fingerprint, []]);

function storageError(thrown: unknown): AppError {
  const { name, message } = thrown instanceof Error ? thrown : { name: '', message: String(thrown) };
  return name === 'QuotaExceededError'
    ? new AppError(
        'storage',
        'The browser has no room left to keep this data set.',
        'Delete data sets you no longer need, or free disk space; until you reload, this one can be used.',
      )
    : new AppError(
        'storage',
        `The browser's storage cannot be used (${message}).`,
        'Private windows and strict privacy settings forbid it; data sets can be used until you reload.',
      );
}
