/** Runs in the browser's own storage, so that they survive a reload. */
import type { DBSchema } from 'idb';
import { BrowserDatabase } from '../../protocol/browserDatabase';
import { migrateSpec } from '../../protocol/migrateSpec';
import { experimentSpec } from '../../protocol/spec';
import type { RunRecord } from './runRecord';

interface Schema extends DBSchema {
  runs: { key: string; value: RunRecord };
}

const database = new BrowserDatabase<Schema>(
  'recommender-playground-runs',
  1,
  'the runs',
  (db) => void db.createObjectStore('runs', { keyPath: 'id' }),
);

/** All stored runs, oldest first. Records of a form that is no longer understood are left out. */
export async function loadRuns(): Promise<RunRecord[]> {
  const records = await database.use((db) => db.getAll('runs'));
  return records
    .map(upToDate)
    .filter(({ spec }) => experimentSpec.safeParse(spec).success)
    .sort((a, b) => a.createdAt - b.createdAt);
}

const upToDate = (record: RunRecord): RunRecord => ({
  ...record,
  spec: migrateSpec(record.spec),
  info: record.info && { ...record.info, spec: migrateSpec(record.info.spec) },
});

export const saveRun = (record: RunRecord): Promise<unknown> => database.use((db) => db.put('runs', record));

export const deleteRun = (id: string): Promise<void> => database.use((db) => db.delete('runs', id));
