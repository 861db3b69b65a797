/** Imported data sets in the browser's own storage (IndexedDB), where they outlive a reload. */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { DatasetEntry } from '../protocol/dataService';
import { buffersOf, type Dataset, type DatasetSummary } from '../protocol/dataset';
import { AppError } from '../protocol/errors';

interface Schema extends DBSchema {
  datasets: { key: string; value: Dataset };
  /** Apart from the columns, so that the list does not read them. */
  entries: { key: string; value: StoredEntry };
}

export interface StoredEntry {
  entry: DatasetEntry;
  summary: DatasetSummary;
}

const databaseName = 'recommender-playground-data';

export class DatasetStore {
  private database: Promise<IDBPDatabase<Schema>> | null = null;

  /** Newest first. @throws AppError `storage`. */
  async list(): Promise<DatasetEntry[]> {
    const stored = await this.use((database) => database.getAll('entries'));
    return stored.map(({ entry }) => entry).sort((a, b) => b.importedAt - a.importedAt);
  }

  /** Keeps a data set, in place of one with the same fingerprint. @throws AppError `storage` when there is no room. */
  async put(dataset: Dataset, summary: DatasetSummary, importedAt: number): Promise<void> {
    const { fingerprint } = dataset;
    const entry = entryOf(dataset, importedAt);
    await this.use(async (database) => {
      const transaction = database.transaction(['datasets', 'entries'], 'readwrite');
      // Waited for together: when one request fails, the transaction's own rejection must not go unheard.
      await Promise.all([
        transaction.objectStore('datasets').put(dataset, fingerprint),
        transaction.objectStore('entries').put({ entry, summary }, fingerprint),
        transaction.done,
      ]);
    });
  }

  async get(fingerprint: string): Promise<Dataset | undefined> {
    return this.use((database) => database.get('datasets', fingerprint));
  }

  async summary(fingerprint: string): Promise<DatasetSummary | undefined> {
    const stored = await this.use((database) => database.get('entries', fingerprint));
    return stored?.summary;
  }

  async remove(fingerprint: string): Promise<void> {
    await this.use(async (database) => {
      const transaction = database.transaction(['datasets', 'entries'], 'readwrite');
      await Promise.all([
        transaction.objectStore('datasets').delete(fingerprint),
        transaction.objectStore('entries').delete(fingerprint),
        transaction.done,
      ]);
    });
  }

  private async use<T>(action: (database: IDBPDatabase<Schema>) => Promise<T>): Promise<T> {
    try {
      this.database ??= this.open();
      return await action(await this.database);
    } catch (thrown) {
      throw storageError(thrown);
    }
  }

  private async open(): Promise<IDBPDatabase<Schema>> {
    const forget = (): void => {
      this.database = null;
    };
    try {
      return await openDB<Schema>(databaseName, 1, {
        upgrade(database) {
          database.createObjectStore('datasets');
          database.createObjectStore('entries');
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

export function entryOf(dataset: Dataset, importedAt: number): DatasetEntry {
  return {
    fingerprint: dataset.fingerprint,
    name: dataset.name,
    numUsers: dataset.numUsers,
    numItems: dataset.numItems,
    numInteractions: dataset.ratings.length,
    bytes: buffersOf(dataset).reduce((sum, buffer) => sum + buffer.byteLength, 0),
    importedAt,
  };
}

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
