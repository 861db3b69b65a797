/** In words: on which part and among which candidates the values of a chart were measured. */
import { findEntry, type Catalog } from '../../protocol/catalog';
import type { ItemGroup } from '../../protocol/metricKey';
import { defaultSpec } from '../../protocol/spec';
import type { RunRecord } from '../store/runRecord';
import { groupWords } from './metricName';

/**
 * "validation, full ranking"; "test part, sampled candidates (99, uniform sample), optimistic"; "validation, every step of
 * held-out sessions, all items".
 * @param group where items are measured apart, the group that a value is of
 */
export function measuredOn(
  run: RunRecord,
  catalog: Catalog,
  part?: 'validation' | 'test',
  group: ItemGroup | null = null,
): string {
  const { evaluation, model } = run.info?.spec ?? run.spec;
  const watched = run.info?.watchedPart ?? 'validation';
  const shown = part ?? (watched === 'test' ? 'test' : 'validation');
  const task = catalog.models.find(({ id }) => id === model.id)?.task;
  const words = [shown === 'test' ? 'test part' : 'validation'];
  if (run.info?.everyStep?.[shown === 'test' ? 'test' : 'watched'])
    words.push('every step of held-out sessions');
  if (task !== 'genres')
    words.push(candidateWords(evaluation.candidates, catalog, group), ...seenWords(evaluation, catalog));
  // The best epoch is chosen by what is watched; chosen on the test part it flatters the model.
  if (shown === 'test' && watched === 'test' && !run.info?.keepsLast) words.push('optimistic');
  return words.join(', ');
}

/** The same for several runs; says so when they were measured in different ways. */
export function measuredOnAll(
  runs: readonly RunRecord[],
  catalog: Catalog,
  part?: 'validation' | 'test',
  group: ItemGroup | null = null,
): string {
  const ways = [...new Set(runs.map((run) => measuredOn(run, catalog, part, group)))];
  return ways.length <= 1 ? (ways[0] ?? '') : `measured differently: ${ways.join(' / ')}`;
}

/** What counts as seen where it is not all that users had. */
function seenWords({ candidates, seen }: RunRecord['spec']['evaluation'], catalog: Catalog): string[] {
  const leavesOut = catalog.candidates.some(({ id, leavesOutSeen }) => id === candidates.id && leavesOutSeen);
  if (!leavesOut || seen.id === defaultSpec().evaluation.seen.id) return [];
  const label = findEntry(catalog, 'seen', seen.id)?.label ?? seen.id;
  return [`seen: ${label.toLowerCase()}`];
}

function candidateWords(
  candidates: RunRecord['spec']['evaluation']['candidates'],
  catalog: Catalog,
  group: ItemGroup | null,
): string {
  const among = group === null ? '' : ` among ${groupWords[group]}`;
  if (candidates.id === 'full') return `full ranking${among}`;
  if (candidates.id === 'all') return group === null ? 'all items' : `all${among}`;
  const label = findEntry(catalog, 'candidates', candidates.id)?.label ?? candidates.id;
  const { count } = candidates.params;
  const detail = typeof count === 'number' ? [String(count), label.toLowerCase()] : [label.toLowerCase()];
  return `sampled candidates (${detail.join(', ')})${among}`;
}
