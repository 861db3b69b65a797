/** In words: on which part and among which candidates the values of a chart were measured. */
import { findEntry, type Catalog } from '../../protocol/catalog';
import type { RunRecord } from '../store/runRecord';

/** "validation, full ranking"; "test part, sampled candidates (99, uniform sample), optimistic". */
export function measuredOn(run: RunRecord, catalog: Catalog, part?: 'validation' | 'test'): string {
  const { evaluation, model } = run.info?.spec ?? run.spec;
  const watched = run.info?.watchedPart ?? 'validation';
  const shown = part ?? (watched === 'test' ? 'test' : 'validation');
  const task = catalog.models.find(({ id }) => id === model.id)?.task;
  const words = [shown === 'test' ? 'test part' : 'validation'];
  if (task !== 'genres') words.push(candidateWords(evaluation.candidates, catalog));
  // The best epoch is chosen by what is watched; chosen on the test part it flatters the model.
  if (shown === 'test' && watched === 'test' && !run.info?.keepsLast) words.push('optimistic');
  return words.join(', ');
}

/** The same for several runs; says so when they were measured in different ways. */
export function measuredOnAll(
  runs: readonly RunRecord[],
  catalog: Catalog,
  part?: 'validation' | 'test',
): string {
  const ways = [...new Set(runs.map((run) => measuredOn(run, catalog, part)))];
  return ways.length <= 1 ? (ways[0] ?? '') : `measured differently: ${ways.join(' / ')}`;
}

function candidateWords(candidates: RunRecord['spec']['evaluation']['candidates'], catalog: Catalog): string {
  if (candidates.id === 'full') return 'full ranking';
  const label = findEntry(catalog, 'candidates', candidates.id)?.label ?? candidates.id;
  const { count } = candidates.params;
  const detail = typeof count === 'number' ? [String(count), label.toLowerCase()] : [label.toLowerCase()];
  return `sampled candidates (${detail.join(', ')})`;
}
