/** In words: on which part and among which candidates the values of a chart were measured. */
import { findEntry, type Catalog } from '../../protocol/catalog';
import type { ItemGroup } from '../../protocol/metricKey';
import { measuredKey, type MeasuredPart } from '../../protocol/measured';
import { defaultSpec, type ExperimentSpec } from '../../protocol/spec';
import type { RunRecord } from '../store/runRecord';
import { groupWords } from './metricName';

/** The part that the values of each epoch are of. */
export const watchedPart = (run: RunRecord): MeasuredPart =>
  run.info?.watchedPart === 'test' || (run.info === null && run.spec.validation.id === 'test')
    ? 'test'
    : 'validation';

/** Whether the values of two runs can stand on one axis: both of their epochs and of their test parts. */
export function isComparable(a: RunRecord, b: RunRecord, catalog: Catalog): boolean {
  const [specA, specB] = [a, b].map((run) => run.info?.spec ?? run.spec) as [ExperimentSpec, ExperimentSpec];
  // A run that has not begun may take any version of its data.
  const isOpen = specA.data.fingerprint === '' || specB.data.fingerprint === '';
  const key = (run: RunRecord, spec: ExperimentSpec): string =>
    measuredKey(
      isOpen ? { ...spec, data: { ...spec.data, fingerprint: '' } } : spec,
      watchedPart(run),
      catalog,
    );
  return a === b || key(a, specA) === key(b, specB);
}

/** Whether the test parts of two runs can be compared, whatever was watched. */
export const hasSameTestPart = (a: RunRecord, b: RunRecord, catalog: Catalog): boolean =>
  a === b || testKey(a, catalog) === testKey(b, catalog);

const testKey = (run: RunRecord, catalog: Catalog): string =>
  measuredKey(run.info?.spec ?? run.spec, 'test', catalog);

/** Which of several test parts each run was measured on. */
export interface TestParts {
  /** "A", "B" ..., by the id of the run. */
  letterOf: ReadonlyMap<string, string>;
  /** "A: MovieLens 100K, leave last out, test part, full ranking". */
  words: string[];
}

/** Null when all runs were tested on the same part. */
export function testParts(runs: readonly RunRecord[], catalog: Catalog): TestParts | null {
  const keys = [...new Set(runs.map((run) => testKey(run, catalog)))];
  if (keys.length < 2) return null;
  const letter = (place: number): string =>
    place < 26 ? String.fromCharCode(65 + place) : String(place + 1);
  const placeOf = (run: RunRecord): number => keys.indexOf(testKey(run, catalog));
  return {
    letterOf: new Map(runs.map((run) => [run.id, letter(placeOf(run))])),
    words: keys.map((_, place) => {
      const run = runs.find((one) => placeOf(one) === place)!;
      return `${letter(place)}: ${dataAndSplit(run, catalog)}, ${measuredOn(run, catalog, 'test')}`;
    }),
  };
}

/** Data and split, for people: "MovieLens 100K, Leave last out". */
export function dataAndSplit(run: RunRecord, catalog: Catalog): string {
  const { data, split } = run.info?.spec ?? run.spec;
  return `${data.name}, ${findEntry(catalog, 'splits', split.id)?.label.toLowerCase() ?? split.id}`;
}

/**
 * "validation, full ranking"; "test part, sampled candidates (99, uniform sample), optimistic"; "validation, every step of
 * held-out sessions, all items".
 * @param group where items are measured apart, the group that a value is of
 */
export function measuredOn(
  run: RunRecord,
  catalog: Catalog,
  part?: MeasuredPart,
  group: ItemGroup | null = null,
): string {
  const { evaluation, model } = run.info?.spec ?? run.spec;
  const watched = watchedPart(run);
  const shown = part ?? watched;
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
  part?: MeasuredPart,
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
