/** Comparisons and sweeps in the browser's own storage, so that they survive a reload. */
import type { DBSchema } from 'idb';
import { BrowserDatabase } from '../../protocol/browserDatabase';
import { migrateSpec } from '../../protocol/migrateSpec';
import { experimentSpec } from '../../protocol/spec';
import type { ComparisonRecord } from './comparisons';
import type { SweepRecord } from './sweepRecord';

interface Schema extends DBSchema {
  comparisons: { key: string; value: ComparisonRecord };
  sweeps: { key: string; value: SweepRecord };
}

type Kind = 'comparisons' | 'sweeps';

const database = new BrowserDatabase<Schema>(
  'recommender-playground-lab',
  1,
  'comparisons and sweeps',
  (db) => {
    db.createObjectStore('comparisons', { keyPath: 'id' });
    db.createObjectStore('sweeps', { keyPath: 'id' });
  },
);

/** All of a kind, oldest first; those with settings that are no longer understood are left out. */
const load = <K extends Kind>(
  kind: K,
  upToDate: (record: Schema[K]['value']) => Schema[K]['value'],
  specsOf: (record: Schema[K]['value']) => unknown[],
): Promise<Schema[K]['value'][]> =>
  database.use(async (db) => {
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
  database.use((db) => db.put('comparisons', record));

export const saveSweep = (record: SweepRecord): Promise<unknown> =>
  database.use((db) => db.put('sweeps', record));

export const deleteFromLab = (kind: Kind, id: string): Promise<unknown> =>
  database.use((db) => db.delete(kind, id));
