/** Runs in the browser's own storage, so that they survive a reload. */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { migrateSpec } from '../../protocol/migrateSpec';
import { experimentSpec } from '../../protocol/spec';
import { AppError } from '../../protocol/errors';
import type { RunRecord } from './runRecord';

interface Schema extends DBSchema {
  runs: { key: string; value: RunRecord };
}

let opened: Promise<IDBPDatabase<Schema>> | null = null;

const database = (): Promise<IDBPDatabase<Schema>> =>
  (opened ??= openDB<Schema>('recommender-playground-runs', 1, {
    upgrade(db) {
      db.createObjectStore('runs', { keyPath: 'id' });
    },
  }));

const fault = (error: unknown): AppError =>
  new AppError(
    'storage',
    `The browser did not keep the runs: ${error instanceof Error ? error.message : String(error)}.`,
    'They stay until the page is closed. A private window or a full disk are the usual causes.',
  );

/** All stored runs, oldest first. Records of a form that is no longer understood are left out. */
export async function loadRuns(): Promise<RunRecord[]> {
  try {
    const records = await (await database()).getAll('runs');
    return records
      .map(upToDate)
      .filter(({ spec }) => experimentSpec.safeParse(spec).success)
      .sort((a, b) => a.createdAt - b.createdAt);
  } catch (error) {
    throw fault(error);
  }
}

const upToDate = (record: RunRecord): RunRecord => ({
  ...record,
  spec: migrateSpec(record.spec),
  info: record.info && { ...record.info, spec: migrateSpec(record.info.spec) },
});

export async function saveRun(record: RunRecord): Promise<void> {
  try {
    await (await database()).put('runs', record);
  } catch (error) {
    throw fault(error);
  }
}

export async function deleteRun(id: string): Promise<void> {
  try {
    await (await database()).delete('runs', id);
  } catch (error) {
    throw fault(error);
  }
}
