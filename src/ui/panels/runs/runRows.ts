/** Rows of the runs table: every run, and the mean of the folds of one cross-validation. */
import type { Metrics } from '../../../protocol/events';
import { meanMetrics } from '../../../protocol/folds';
import type { RunRecord } from '../../store/runRecord';

export interface RunRow {
  id: string;
  /** The run; the first fold for a row of means. */
  run: RunRecord;
  /** The folds that a row of means stands for, else null. */
  folds: RunRecord[] | null;
  test: Metrics | null;
  /** Standard deviation over the folds (n - 1), else null. */
  spread: Metrics | null;
}

/** Specs that differ in their fold alone belong to one cross-validation. */
const withoutFold = ({ spec }: RunRecord) => JSON.stringify({ ...spec, split: { ...spec.split, fold: 0 } });

/** All runs in their order; after the last fold of a cross-validation comes its mean, once two folds are done. */
export function runRows(runs: readonly RunRecord[]): RunRow[] {
  const groups = new Map<string, RunRecord[]>();
  for (const run of runs) {
    if (run.spec.split.fold === 0) continue;
    const key = withoutFold(run);
    groups.set(key, [...(groups.get(key) ?? []), run]);
  }
  const lastOf = new Map([...groups.values()].map((folds) => [folds.at(-1)!.id, folds]));
  return runs.flatMap((run) => {
    const row: RunRow = { id: run.id, run, folds: null, test: run.test, spread: null };
    const folds = latestPerFold(lastOf.get(run.id) ?? []);
    return folds.length > 1 ? [row, meanRow(folds)] : [row];
  });
}

/** A fold that was run twice counts once. */
function latestPerFold(runs: readonly RunRecord[]): RunRecord[] {
  const done = runs.filter((run) => run.test !== null);
  return [...new Map(done.map((run) => [run.spec.split.fold, run])).values()];
}

function meanRow(folds: RunRecord[]): RunRow {
  const tests = folds.map((run) => run.test!);
  const mean = meanMetrics(tests);
  const spread = Object.fromEntries(
    Object.entries(mean).map(([key, centre]) => {
      const squares = tests.reduce((sum, test) => sum + (test[key]! - centre) ** 2, 0);
      return [key, Math.sqrt(squares / (tests.length - 1))];
    }),
  );
  return { id: `mean ${folds[0]!.id}`, run: folds[0]!, folds, test: mean, spread };
}
