/** The comparisons of the Lab: their variants, the runs that belong to them, what the test found. */
import { createStore } from './createStore';
import type { VariantSpec } from '../../protocol/comparison';
import type { LinkedResult, ReadLink } from '../../protocol/link';
import type { PairedTests } from '../../protocol/significance';
import { withFoundData, withOtherDataset } from './datasets';
import { keep, tellUnread } from './keeping';
import { deleteFromLab, loadComparisons, saveComparison } from './labStorage';
import { notify } from './notices';
import { queuedRun } from './runEvents';
import type { RunRecord } from './runRecord';
import { newId } from './runs';

export interface ComparedVariant extends VariantSpec {
  /** Its latest run, which may have been deleted since. */
  runId: string | null;
  /** Results that came with a link. */
  expected: LinkedResult | null;
}

export interface ComparisonRecord {
  id: string;
  title: string;
  createdAt: number;
  variants: ComparedVariant[];
  /** Found by the runs `testedRuns`, by places among the variants. */
  tests: PairedTests | null;
  testedRuns: string[];
  /** Why there is no test, '' where nothing is in its way. */
  testFault: string;
  /** What the sender of a link found. */
  linkedTests: PairedTests | null;
}

interface ComparisonsState {
  comparisons: ComparisonRecord[];
  /** The one shown; null: the form for a new one. */
  shownId: string | null;
}

export const useComparisons = createStore<ComparisonsState>(() => ({ comparisons: [], shownId: null }));

export const findComparison = (id: string | null): ComparisonRecord | null =>
  useComparisons.getState().comparisons.find((record) => record.id === id) ?? null;

const newComparison = (
  title: string,
  variants: (VariantSpec & { expected?: LinkedResult | null })[],
  linkedTests: PairedTests | null,
): ComparisonRecord => ({
  id: newId(),
  title,
  createdAt: Date.now(),
  variants: variants.map(({ name, spec, expected = null }) => ({ name, spec, runId: null, expected })),
  tests: null,
  testedRuns: [],
  testFault: '',
  linkedTests,
});

/** Adds a comparison and shows it. Nothing runs yet. */
export const addComparison = (title: string, variants: VariantSpec[]): ComparisonRecord =>
  show(newComparison(title, variants, null));

function show(record: ComparisonRecord): ComparisonRecord {
  useComparisons.setState(({ comparisons }) => ({
    comparisons: [...comparisons, record],
    shownId: record.id,
  }));
  keep(saveComparison(record));
  return record;
}

/** What a comparison was opened with; what has come of it here left out. */
const asOpened = ({ title, linkedTests, variants }: ComparisonRecord): string =>
  JSON.stringify([title, linkedTests, variants.map(({ name, spec, expected }) => [name, spec, expected])]);

/**
 * The comparison that a link carries; null when its runs are just runs. The same link again, as after a reload, leads
 * to what is there, with the runs that it has had here.
 */
export function addLinkedComparison({ runs, comparison }: ReadLink): ComparisonRecord | null {
  if (!comparison || runs.length < 2) return null;
  const linked = newComparison(
    comparison.title,
    runs.map(({ name, spec, result }) => ({ name, spec, expected: result })),
    comparison.tests,
  );
  const known = useComparisons.getState().comparisons.find((one) => asOpened(one) === asOpened(linked));
  if (!known) return show(linked);
  showComparison(known.id);
  return known;
}

export function updateComparison(id: string, change: (record: ComparisonRecord) => ComparisonRecord): void {
  useComparisons.setState(({ comparisons }) => ({
    comparisons: comparisons.map((record) => (record.id === id ? change(record) : record)),
  }));
  const record = findComparison(id);
  if (record) keep(saveComparison(record));
}

/** Gives a data set of this browser to the variants whose own is not here: what came with them then counts no longer. */
export const setComparisonData = (id: string, dataset: { fingerprint: string; name: string }): void =>
  updateComparison(id, (record) => {
    const isHere = record.variants.map(({ spec }) => withFoundData(spec) !== null);
    return {
      ...record,
      linkedTests: isHere.every(Boolean) ? record.linkedTests : null,
      variants: record.variants.map((one, place) =>
        isHere[place] ? one : { ...one, expected: null, spec: withOtherDataset(one.spec, dataset) },
      ),
    };
  });

export const showComparison = (id: string | null): void => useComparisons.setState({ shownId: id });

/** Takes a comparison off the Lab and offers to bring it back; its runs stay. */
export function removeComparison(id: string): void {
  const gone = findComparison(id);
  if (!gone) return;
  useComparisons.setState(({ comparisons }) => ({
    comparisons: comparisons.filter((record) => record.id !== id),
    shownId: null,
  }));
  keep(deleteFromLab('comparisons', id));
  notify({
    kind: 'info',
    what: `Deleted the comparison “${gone.title}”.`,
    hint: 'Its runs stay in the table of runs.',
    action: {
      label: 'Undo',
      run: () => {
        useComparisons.setState(({ comparisons }) => ({
          comparisons: [...comparisons, gone].sort((a, b) => a.createdAt - b.createdAt),
          shownId: id,
        }));
        keep(saveComparison(gone));
      },
    },
  });
}

/** Brings back the comparisons of earlier visits. */
export async function restoreComparisons(): Promise<void> {
  try {
    const stored = await loadComparisons();
    useComparisons.setState(({ comparisons }) => ({ comparisons: [...stored, ...comparisons] }));
  } catch (error) {
    tellUnread(error);
  }
}

/**
 * The variants as runs, for charts and tables: each under its own name, and one that has not run as a run that
 * waits, with the results that came for it.
 */
export function variantRuns(record: ComparisonRecord, runs: readonly RunRecord[]): RunRecord[] {
  return record.variants.map(({ name, spec, runId, expected }, series) => {
    const run = runs.find(({ id }) => id === runId);
    return run
      ? { ...run, name, visible: true }
      : queuedRun({ id: `variant ${series}`, name, spec, series, createdAt: 0, expected });
  });
}
