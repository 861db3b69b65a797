/** Comparisons and sweeps in the browser's own storage, so that they survive a reload. */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { AppError } from '../../protocol/errors';
import { migrateSpec } from '../../protocol/migrateSpec';
import { experimentSpec } from '../../protocol/spec';
import type { ComparisonRecord } from './comparisons';
import type { SweepRecord } from './sweepRecord';

interface Schema extends DBSchema {
  comparisons: { key: string; value: ComparisonRecord };
  sweeps: { key: string; value: SweepRecord };
}

type Kind = 'comparisons' | 'sweeps';

let opened: Promise<IDBPDatabase<Schema>> | null = null;

const database = (): Promise<IDBPDatabase<Schema>> =>
  (opened ??= openDB<Schema>('recommender-playground-lab', 1, {
    upgrade(db) {
      db.createObjectStore('comparisons', { keyPath: 'id' });
      db.createObjectStore('sweeps', { keyPath: 'id' });
    },
  }));

/** @throws AppError `storage` in place of whatever the browser says. */
async function stored<T>(work: (db: IDBPDatabase<Schema>) => Promise<T>): Promise<T> {
  try {
    return await work(await database());
  } catch (error) {
    throw new AppError(
      'storage',
      `The browser did not keep the Lab: ${error instanceof Error ? error.message : String(error)}.`,
      'Comparisons and sweeps stay until the page is closed. A private window or a full disk are the usual causes.',
    );
  }
}

/** All of a kind, oldest first; those with settings that are no longer understood are left out. */
const load = <K extends Kind>(
  kind: K,
  upToDate: (record: Schema[K]['value']) => Schema[K]['value'],
  specsOf: (record: Schema[K]['value']) => unknown[],
): Promise<Schema[K]['value'][]> =>
  stored(async (db) => {
    const records = (await db.getAll(kind)) as Schema[K]['value'][];
    return records
      .map(upToDate)
      .filter((record) => specsOf(record).every((spec) => experimentSpec.safeParse(spec).success))
      .sort((a, b) => a.createdAt - b.createdAt);
  });

export const loadComparisons = (): Promise<ComparisonRecord[]> =>
  load(
    'comparisons',
    (record) => ({
      ...record,
      variants: record.variants.map((one) => ({ ...one, spec: migrateSpec(one.spec) })),
    }),
    ({ variants }) => variants.map(({ spec }) => spec),
  );

export const loadSweeps = (): Promise<SweepRecord[]> =>
  load(
    'sweeps',
    (record) => ({ ...record, sweep: { ...record.sweep, base: migrateSpec(record.sweep.base) } }),
    ({ sweep }) => [sweep.base],
  );

export const saveComparison = (record: ComparisonRecord): Promise<unknown> =>
  stored((db) => db.put('comparisons', record));

export const saveSweep = (record: SweepRecord): Promise<unknown> => stored((db) => db.put('sweeps', record));

export const deleteFromLab = (kind: Kind, id: string): Promise<unknown> =>
  stored((db) => db.delete(kind, id));
