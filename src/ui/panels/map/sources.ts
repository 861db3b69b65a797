/** Whose vectors the map can show. */
import type { ItemVectorsEntry } from '../../../protocol/dataService';
import type { VectorsSource } from '../../store/map';
import type { RunRecord } from '../../store/runRecord';

export interface SourceOption {
  /** Tells options apart. */
  key: string;
  label: string;
  source: VectorsSource;
}

/**
 * The run whose weights are in memory, once it has ended, and what is kept with the data set.
 * @param run of the worker that holds weights
 * @param fingerprint of the data set that `kept` belongs to
 */
export function sourceOptions(
  run: RunRecord | null,
  fingerprint: string | null,
  kept: readonly ItemVectorsEntry[],
): SourceOption[] {
  const ofRun: SourceOption[] =
    run?.status === 'done'
      ? [{ key: `run ${run.id}`, label: `This run: ${run.name}`, source: { kind: 'run', runId: run.id } }]
      : [];
  const ofData =
    fingerprint === null
      ? []
      : kept.map(({ name, source }): SourceOption => ({
          key: `kept ${name}`,
          label: source.startsWith(name) ? `Kept: ${source}` : `Kept: ${name} (${source})`,
          source: { kind: 'kept', fingerprint, name },
        }));
  return [...ofRun, ...ofData];
}

/** What to do when there is nothing to show. */
export function emptyWords(run: RunRecord | null): string {
  if (run?.status === 'running' || run?.status === 'paused')
    return `The map of “${run.name}” can be shown when the run has ended.`;
  return 'No vectors yet. Train a model that learns a vector for each film, such as MF, GMF or NeuMF, then see here which films it takes to be alike.';
}
