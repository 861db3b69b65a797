/** Imported data sets in the browser's own storage. */
import type { DatasetEntry } from '../protocol/dataService';
import { buffersOf, type Dataset } from '../protocol/dataset';
import { vectorsOf, type DataDatabase, type StoredEntry } from './database';

/** What data sets kept by earlier versions lack, where it could only be so. */
const absentBefore: Pick<Dataset, 'repeats' | 'userAttributes' | 'itemAttributes'> = {
  repeats: false,
  userAttributes: [],
  itemAttributes: [],
};

export class DatasetStore {
  constructor(private readonly database: DataDatabase) {}

  /** Newest first. @throws AppError `storage`. */
  async list(): Promise<DatasetEntry[]> {
    const stored = await this.database.use((connection) => connection.getAll('entries'));
    return stored.map(({ entry }) => entry).sort((a, b) => b.importedAt - a.importedAt);
  }

  /** Keeps a data set, in place of one with the same fingerprint. @throws AppError `storage` when there is no room. */
  async put(dataset: Dataset, stored: StoredEntry): Promise<void> {
    const { fingerprint } = dataset;
    await this.database.use(async (connection) => {
      const transaction = connection.transaction(['datasets', 'entries'], 'readwrite');
      // Waited for together: when one request fails, the transaction's own rejection must not go unheard.
      await Promise.all([
        transaction.objectStore('datasets').put(dataset, fingerprint),
        transaction.objectStore('entries').put(stored, fingerprint),
        transaction.done,
      ]);
    });
  }

  async get(fingerprint: string): Promise<Dataset | undefined> {
    const stored = await this.database.use((connection) => connection.get('datasets', fingerprint));
    if (!stored) return undefined;
    // Of those kept before this was said, only logs of clicks have sessions.
    const { ofSessions = stored.repeats } = stored as Partial<Dataset>;
    return { ...absentBefore, ...stored, ofSessions: ofSessions ?? false };
  }

  /** All but the columns. */
  entry(fingerprint: string): Promise<StoredEntry | undefined> {
    return this.database.use((connection) => connection.get('entries', fingerprint));
  }

  /** Removes a data set with the vectors that belong to it. */
  async remove(fingerprint: string): Promise<void> {
    await this.database.use(async (connection) => {
      const stores = ['datasets', 'entries', 'vectors', 'vectorEntries'] as const;
      const transaction = connection.transaction(stores, 'readwrite');
      await Promise.all([
        transaction.objectStore('datasets').delete(fingerprint),
        transaction.objectStore('entries').delete(fingerprint),
        transaction.objectStore('vectors').delete(vectorsOf(fingerprint)),
        transaction.objectStore('vectorEntries').delete(vectorsOf(fingerprint)),
        transaction.done,
      ]);
    });
  }
}

export function entryOf(dataset: Dataset, importedAt: number): DatasetEntry {
  return {
    fingerprint: dataset.fingerprint,
    name: dataset.name,
    numUsers: dataset.numUsers,
    numItems: dataset.numItems,
    numInteractions: dataset.ratings.length,
    repeats: dataset.repeats,
    ofSessions: dataset.ofSessions,
    bytes: buffersOf(dataset).reduce((sum, buffer) => sum + buffer.byteLength, 0) + bytesOfTexts(dataset),
    importedAt,
  };
}

/** Nearly: browsers keep most texts in one byte a character. */
function bytesOfTexts({ itemInfo, userAttributes, itemAttributes }: Dataset): number {
  const lists = [...userAttributes, ...itemAttributes].map((attribute) =>
    attribute.kind === 'text' ? attribute.values : [],
  );
  return [itemInfo?.descriptions ?? [], ...lists].flat().reduce((sum, text) => sum + text.length, 0);
}
