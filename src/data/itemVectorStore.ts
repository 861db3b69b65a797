/** Item vectors that are kept with a data set: by its fingerprint and a name, in the browser's own storage. */
import type { ItemVectorsEntry } from '../protocol/dataService';
import type { ItemVectors } from '../protocol/dataset';
import { AppError, toAppError } from '../protocol/errors';
import { vectorsOf, type DataDatabase, type VectorsKey } from './database';

const longestName = 200;

export class ItemVectorStore {
  /** Vectors that storage did not take, by data set and name; they live as long as the worker. */
  private readonly unsaved = new Map<string, Map<string, ItemVectors>>();

  constructor(private readonly database: DataDatabase) {}

  /** Keeps vectors, in place of those of the same name. */
  async put(fingerprint: string, vectors: ItemVectors): Promise<void> {
    const { values, ...entry } = vectors;
    const key: VectorsKey = [fingerprint, vectors.name];
    try {
      await this.database.use(async (connection) => {
        const transaction = connection.transaction(['vectors', 'vectorEntries'], 'readwrite');
        await Promise.all([
          transaction.objectStore('vectors').put(values, key),
          transaction.objectStore('vectorEntries').put(entry, key),
          transaction.done,
        ]);
      });
      this.unsaved.get(fingerprint)?.delete(vectors.name);
    } catch (thrown) {
      if (toAppError(thrown).code !== 'storage') throw thrown;
      const held = this.unsaved.get(fingerprint) ?? new Map<string, ItemVectors>();
      this.unsaved.set(fingerprint, held.set(vectors.name, vectors));
    }
  }

  /** Those of a data set, by name. @throws AppError `storage`. */
  async list(fingerprint: string): Promise<ItemVectorsEntry[]> {
    const held = [...(this.unsaved.get(fingerprint)?.values() ?? [])].map(
      ({ name, source, dimension }): ItemVectorsEntry => ({ name, source, dimension }),
    );
    const names = new Set(held.map(({ name }) => name));
    const stored = await this.stored((connection) =>
      connection.getAll('vectorEntries', vectorsOf(fingerprint)),
    );
    return [...held, ...(stored ?? []).filter(({ name }) => !names.has(name))].sort((a, b) =>
      a.name < b.name ? -1 : 1,
    );
  }

  /** A copy of its own. @throws AppError `data-missing` when there are none of this name. */
  async get(fingerprint: string, name: string): Promise<ItemVectors> {
    const held = this.unsaved.get(fingerprint)?.get(name);
    if (held) return { ...held, values: held.values.slice() };
    const key: VectorsKey = [fingerprint, name];
    const found = await this.stored((connection) =>
      Promise.all([connection.get('vectorEntries', key), connection.get('vectors', key)]),
    );
    const [entry, values] = found ?? [];
    if (entry && values) return { ...entry, values };
    throw new AppError(
      'data-missing',
      `The item vectors "${name}" are not kept with this data set.`,
      'Keep them again from the run that made them, or choose others.',
    );
  }

  async remove(fingerprint: string, name: string): Promise<void> {
    this.unsaved.get(fingerprint)?.delete(name);
    const key: VectorsKey = [fingerprint, name];
    await this.stored(async (connection) => {
      const transaction = connection.transaction(['vectors', 'vectorEntries'], 'readwrite');
      await Promise.all([
        transaction.objectStore('vectors').delete(key),
        transaction.objectStore('vectorEntries').delete(key),
        transaction.done,
      ]);
    });
  }

  /** Lets go of what is held for a data set that was removed, whose stored vectors went with it. */
  forget(fingerprint: string): void {
    this.unsaved.delete(fingerprint);
  }

  /** What storage says; undefined where there is no storage, so that what is held can still be used. */
  private async stored<T>(action: Parameters<typeof this.database.use<T>>[0]): Promise<T | undefined> {
    try {
      return await this.database.use(action);
    } catch (thrown) {
      if (toAppError(thrown).code === 'storage') return undefined;
      throw thrown;
    }
  }
}

/** @throws AppError `internal` when the vectors cannot belong to a data set of so many items. */
export function checkItemVectors(vectors: ItemVectors, numItems: number): void {
  const { name, dimension, values } = vectors;
  const fault =
    name === '' || name.length > longestName
      ? `Their name must have 1 to ${longestName} characters.`
      : !Number.isInteger(dimension) || dimension < 1 || values.length !== numItems * dimension
        ? `They hold ${values.length} numbers, not ${numItems} rows of ${dimension}.`
        : values.every((value) => Number.isFinite(value))
          ? ''
          : 'Some of their numbers are not finite.';
  if (fault !== '')
    throw new AppError(
      'internal',
      `The item vectors "${name.slice(0, longestName)}" cannot be kept. ${fault}`,
      '',
    );
}
