import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { plannedVariants, variantSpecs } from '../../protocol/comparison';
import { readSpec } from '../../protocol/completeSpec';
import { writeLink } from '../../protocol/link';
import type { UnitValues } from '../../protocol/significance';
import { buildCatalog } from '../../train/catalog';
import { useCatalog } from './catalog';
import { followComparisons, runComparison } from './comparisonRuns';
import { addComparison, restoreComparisons, useComparisons, variantRuns } from './comparisons';
import { useDatasets } from './datasets';
import { fakeRuns } from '../../testing/fakeServices';
import { useExperiment } from './experiment';
import { openAddress, takeGenerated, useLink } from './link';
import { useNotices } from './notices';
import { useRuns } from './runs';
import { useTraining } from './training';
import { useView } from './view';

vi.mock('./services', async () => (await import('../../testing/fakeServices')).fakeServices);

const catalog = buildCatalog();
const fingerprint = 'a'.repeat(64);
const base = readSpec({ data: { fingerprint } }, catalog).spec;
const variants = (...losses: string[]) =>
  variantSpecs(
    {
      title: '',
      base,
      variants: plannedVariants(
        losses.map((id) => ({ id, params: {} })),
        null,
        catalog,
      ),
    },
    catalog,
  );

const unitValues = (list: number[]): UnitValues => ({
  metric: 'ndcg@10',
  unit: 'user',
  units: Int32Array.from(list.keys()),
  groups: 1,
  values: Float32Array.from(list),
  weights: null,
  root: false,
});
const end = (list: number[]) =>
  fakeRuns.at(-1)!.end({
    ...{ type: 'done', metrics: { 'ndcg@10': list[0]! }, atK: {}, bestEpoch: 1, epochs: 1, elapsedMs: 1 },
    ...{ why: 'all epochs', evaluatedUsers: list.length, skippedUsers: 0, unitValues: unitValues(list) },
  });
const started = (count: number) => vi.waitFor(() => expect(fakeRuns).toHaveLength(count));
const record = () => useComparisons.getState().comparisons.at(-1)!;
const shown = () => variantRuns(record(), useRuns.getState().runs);

followComparisons();

beforeEach(() => {
  fakeRuns.length = 0;
  useCatalog.setState({ catalog });
  useDatasets.setState({ generated: { fingerprint, name: 'Generated films' } as never, entries: [] });
  useRuns.setState({ runs: [], currentId: null, baselineId: null });
  useTraining.setState({ activeId: null, queue: [], phase: null, inspect: null, starting: false });
  useComparisons.setState({ comparisons: [], shownId: null });
});

describe('a comparison', () => {
  it('runs its variants one after the other, and then says which is best', async () => {
    const { id } = addComparison('Losses', variants('bpr', 'bce'));
    await runComparison(id);
    await started(1);
    expect(shown().map(({ name, status }) => [name, status])).toEqual([
      [variants('bpr')[0]!.name, 'running'],
      [variants('bce')[0]!.name, 'queued'],
    ]);
    end([0.1, 0.2, 0.3]);
    await started(2);
    expect(record().tests).toBeNull();
    end([0.3, 0.4, 0.5]);
    await vi.waitFor(() => expect(record().tests).not.toBeNull());
    expect(record().tests).toMatchObject({ best: 1, units: 3, tests: [{ variant: 0 }] });
    expect(record().tests!.tests[0]!.advantage).toBeCloseTo(0.2, 6);
  });

  it('runs only the variants that are left', async () => {
    const { id } = addComparison('Losses', variants('bpr', 'bce'));
    await runComparison(id);
    await started(1);
    end([0.1, 0.2]);
    await started(2);
    fakeRuns[1]!.end({
      type: 'failed',
      error: { code: 'non-finite', what: 'It diverged.', hint: '' },
      canResume: false,
    });
    await vi.waitFor(() => expect(useTraining.getState().activeId).toBeNull());
    await runComparison(id);
    await started(3);
    expect(fakeRuns[2]!.spec.loss.id).toBe('bce');
  });

  it('gives no verdict when the test parts may differ, and says why', async () => {
    const [one] = variants('bpr');
    const { spec } = readSpec({ evaluation: { candidates: { id: 'uniform' } } }, catalog, one!.spec);
    const other = { name: 'Drawn candidates', spec };
    const { id } = addComparison('Candidates', [one!, other]);
    await runComparison(id);
    await started(1);
    end([0.1, 0.2]);
    await started(2);
    end([0.1, 0.2]);
    await vi.waitFor(() => expect(record().testFault).toContain('differ in Candidates'));
    expect(record().tests).toBeNull();
  });

  it('is there after a reload', async () => {
    const { id } = addComparison('Losses', variants('bpr', 'bce'));
    await vi.waitFor(async () => {
      useComparisons.setState({ comparisons: [], shownId: null });
      await restoreComparisons();
      expect(useComparisons.getState().comparisons.map((one) => one.id)).toContain(id);
    });
  });
});

describe('a link to a comparison', () => {
  it('opens in the Lab with the sender’s results and verdict, and waits to be run', () => {
    const result = { epochs: [{ epoch: 1, loss: 1, metrics: {} }], test: {}, bestEpoch: 1, backend: 'wasm' };
    const tests = {
      ...{ metric: 'ndcg@10', unit: 'user' as const, units: 9, resamples: 10_000, best: 0 },
      tests: [{ variant: 1, advantage: 0.1, low: 0, high: 0.2, p: 0.5, adjustedP: 0.5 }],
    };
    const runs = variants('bpr', 'bce').map(({ name, spec }) => ({ name, spec, result }));
    openAddress(writeLink(runs, catalog, { title: 'Losses', tests }));
    expect(record()).toMatchObject({ title: 'Losses', tests: null, linkedTests: tests });
    expect(shown().map(({ status, expected }) => [status, expected])).toEqual([
      ['queued', result],
      ['queued', result],
    ]);
    expect(useRuns.getState().runs).toEqual([]);
    expect(useLink.getState().error).toBeNull();
    expect(useView.getState()).toMatchObject({ tab: 'lab', lab: 'comparisons' });
  });

  it('opened again, as by a reload, leads to the same comparison with its runs', async () => {
    const runs = variants('bpr', 'bce').map(({ name, spec }) => ({ name, spec, result: null }));
    const link = writeLink(runs, catalog, { title: 'Losses', tests: null });
    openAddress(link);
    await runComparison(record().id);
    await started(1);
    useComparisons.setState({ shownId: null });
    openAddress(link);
    expect(useComparisons.getState().comparisons).toHaveLength(1);
    expect(useComparisons.getState().shownId).toBe(record().id);
    expect(shown().map(({ status }) => status)).toEqual(['running', 'queued']);
    openAddress(writeLink(runs, catalog, { title: 'Other losses', tests: null }));
    expect(useComparisons.getState().comparisons).toHaveLength(2);
  });

  it('whose data is not here runs on the built-in data once that is chosen in its place', async () => {
    const elsewhere = { source: 'imported' as const, name: 'MovieLens 100K', fingerprint: 'b'.repeat(64) };
    const result = { epochs: [], test: { 'ndcg@10': 0.1 }, bestEpoch: 1, backend: 'wasm' };
    const runs = variants('bpr', 'bce').map(({ name, spec }) => ({
      ...{ name, result },
      spec: { ...spec, data: { ...spec.data, ...elsewhere } },
    }));
    openAddress(writeLink(runs, catalog, { title: 'Losses', tests: null }));
    expect(useLink.getState().wanted?.name).toBe('MovieLens 100K');
    takeGenerated();
    expect(useLink.getState().wanted).toBeNull();
    expect(useExperiment.getState().spec.data.fingerprint).toBe(fingerprint);
    // Results on other data are no longer those to expect.
    expect(record().variants.map(({ spec, expected }) => [spec.data.fingerprint, expected])).toEqual([
      [fingerprint, null],
      [fingerprint, null],
    ]);
    await runComparison(record().id);
    await started(1);
    expect(fakeRuns[0]!.spec.data).toMatchObject({ source: 'generated', fingerprint });
  });

  it('found without its data on a later visit offers that of the rail', async () => {
    const gone = variants('bpr', 'bce').map(({ name, spec }) => ({
      name,
      spec: { ...spec, data: { ...spec.data, source: 'imported' as const, fingerprint: 'b'.repeat(64) } },
    }));
    const { id } = addComparison('Losses', gone);
    useExperiment.setState({ spec: base });
    await runComparison(id);
    const notice = useNotices.getState().notices.at(-1)!;
    expect(notice.what).toContain('is not in this browser');
    notice.action!.run();
    await started(1);
    expect(fakeRuns[0]!.spec.data.fingerprint).toBe(fingerprint);
  });
});
