/** Runs as CSV: all of them with every setting and metric, or the epochs of one. */
import type { Catalog } from '../../../protocol/catalog';
import { flatten } from '../../../protocol/specDiff';
import { writeCsv, type CsvCell } from '../../charts/csv';
import { sortMetricKeys } from '../../charts/metricName';
import { engineWords, meanStepMs } from '../engineWords';
import type { RunRecord } from '../../store/runRecord';
import { allSettings, settingText } from './settings';

/** One row per run: what was asked (dot paths as on the command line), what it ran on, and what came of it. */
export function runsCsv(runs: readonly RunRecord[], catalog: Catalog): string {
  const paths = allSettings(runs);
  const testKeys = sortMetricKeys(
    runs.flatMap((run) => Object.keys(run.test ?? {})),
    catalog,
  );
  const bestOf = (run: RunRecord) => run.epochs.find((point) => point.epoch === run.bestEpoch);
  const watchedKeys = sortMetricKeys(
    runs.flatMap((run) => Object.keys(bestOf(run)?.metrics ?? {})),
    catalog,
  );
  const header = [
    ...[
      'name',
      'status',
      'created',
      'backend',
      'device',
      'steps',
      'ms per step',
      'epochs',
      'best epoch',
      'seconds',
      'stopped by',
      'notes',
    ],
    ...testKeys.map((key) => `test ${key}`),
    'loss at best epoch',
    ...watchedKeys.map((key) => `watched ${key} at best epoch`),
    ...paths,
  ];
  const rows = runs.map((run): CsvCell[] => {
    const settings = flatten(run.info?.spec ?? run.spec);
    const best = bestOf(run);
    return [
      run.name,
      run.status,
      new Date(run.createdAt).toISOString(),
      run.info?.backend.backend,
      run.info?.backend.device,
      engineWords(run.info?.engine)?.title,
      meanStepMs(run),
      run.epochs.length,
      run.bestEpoch || null,
      run.elapsedMs / 1000,
      run.why,
      run.notes,
      ...testKeys.map((key) => run.test?.[key]),
      best?.loss,
      ...watchedKeys.map((key) => best?.metrics[key]),
      ...paths.map((path) => settingCell(settings.get(path))),
    ];
  });
  return writeCsv([header, ...rows]);
}

function settingCell(value: unknown): CsvCell {
  return typeof value === 'number' || typeof value === 'boolean' ? value : settingText(value);
}

/** One row per epoch of a run. */
export function epochsCsv(run: RunRecord, catalog: Catalog): string {
  const keys = sortMetricKeys(
    run.epochs.flatMap((point) => Object.keys(point.metrics)),
    catalog,
  );
  return writeCsv([
    ['epoch', 'loss', ...keys, 'learning rate', 'elapsed ms', 'train ms', 'evaluate ms'],
    ...run.epochs.map((point) => [
      point.epoch,
      point.loss,
      ...keys.map((key) => point.metrics[key]),
      point.learningRate,
      point.elapsedMs,
      point.trainMs,
      point.evaluateMs,
    ]),
  ]);
}
