import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Catalog } from '../../protocol/catalog';
import type { DatasetEntry } from '../../protocol/dataService';
import type { DatasetSummary } from '../../protocol/dataset';
import { writeLink } from '../../protocol/link';
import type { ExperimentSpec, SpecOverrides } from '../../protocol/spec';
import { readSpec } from '../../protocol/completeSpec';
import { useCatalog } from './catalog';
import { chooseDataset, useDatasets } from './datasets';
import { useExperiment } from './experiment';
import { closeLink, dataArrived, openAddress, openSpec, takeOffered, useLink } from './link';
import { useRuns } from './runs';

vi.mock('./services', () => ({
  withData: () => Promise.resolve(null),
  withTrain: () => Promise.resolve(null),
}));

const entry = (id: string) => ({ id, label: id, help: '', citation: '', params: {} });
const catalog = {
  models: [{ ...entry('mf'), task: 'ranking', losses: ['bpr'], usesVectors: false, recommended: {} }],
  losses: [entry('bpr')],
  optimizers: [entry('adam')],
  splits: [entry('leave-last-out')],
  validations: [entry('leave-last-out')],
  sessions: [entry('whole')],
  negatives: [entry('uniform')],
  candidates: [{ ...entry('full'), leavesOutSeen: true }],
  seen: [entry('all')],
  metrics: [],
  presets: [],
} as unknown as Catalog;

const here = { fingerprint: 'a'.repeat(64), name: 'Films of mine' };
const elsewhere = { fingerprint: 'b'.repeat(64), name: 'MovieLens 100K' };
const summary = (set: typeof here) => set as DatasetSummary;

const spec = (overrides: SpecOverrides): ExperimentSpec => readSpec(overrides, catalog).spec;
const asking = (fingerprint: string) =>
  spec({ data: { source: 'imported', name: 'MovieLens 100K', fingerprint } });
const result = { epochs: [{ epoch: 1, loss: 0.5, metrics: {} }], test: null, bestEpoch: 1, backend: 'wasm' };
const linkTo = (...specs: ExperimentSpec[]) =>
  writeLink(
    specs.map((one, index) => ({ name: `Run ${index + 1}`, spec: one, result })),
    catalog,
  );

beforeEach(() => {
  useCatalog.setState({ catalog });
  useDatasets.setState({ generated: null, entries: [here as DatasetEntry] });
  useExperiment.setState({ spec: spec({}), before: null });
  useRuns.setState({ runs: [], currentId: null });
  closeLink();
});

describe('a link', () => {
  it('takes over its experiment and lays out its runs with the results of the sender', () => {
    openAddress(linkTo(asking(here.fingerprint), spec({ seed: 7 })));
    expect(useRuns.getState().runs.map(({ name, status, expected }) => [name, status, expected])).toEqual([
      ['Run 1', 'queued', result],
      ['Run 2', 'queued', result],
    ]);
    // The set is known here by another name.
    expect(useExperiment.getState().spec.data).toMatchObject(here);
    expect(useLink.getState().wanted).toBeNull();
  });

  it('asks for data that is not here, and goes on when the very data arrives', () => {
    openAddress(linkTo(asking(elsewhere.fingerprint)));
    expect(useLink.getState().wanted).toEqual(elsewhere);
    useDatasets.setState({ entries: [here, elsewhere] as DatasetEntry[] });
    expect(dataArrived(summary(elsewhere))).toBe(true);
    expect(useLink.getState().wanted).toBeNull();
    expect(useExperiment.getState().spec.data.fingerprint).toBe(elsewhere.fingerprint);
  });

  it('offers other data for a decision, and compares nothing once it is taken', () => {
    openAddress(linkTo(asking(elsewhere.fingerprint)));
    expect(dataArrived(summary(here))).toBe(true);
    expect(useLink.getState().offered).toEqual(here);
    expect(useExperiment.getState().spec.data.fingerprint).toBe(elsewhere.fingerprint);
    takeOffered();
    expect(useExperiment.getState().spec.data.fingerprint).toBe(here.fingerprint);
    expect(useRuns.getState().runs[0]).toMatchObject({ expected: null, spec: { data: here } });
  });

  it('asks no longer once data is chosen by hand', () => {
    openAddress(linkTo(asking(elsewhere.fingerprint)));
    chooseDataset(here);
    expect(useLink.getState().wanted).toBeNull();
  });

  it('replaces the runs of the link before', () => {
    openAddress(linkTo(spec({ seed: 1 })));
    openAddress(linkTo(spec({ seed: 2 })));
    expect(useRuns.getState().runs.map((run) => run.spec.seed)).toEqual([2]);
  });

  it('names the values that it did not take', () => {
    const odd = { ...spec({}), seed: -5 };
    openAddress(linkTo(odd));
    expect(useLink.getState().problems[0]).toContain('seed');
    expect(useExperiment.getState().spec.seed).toBe(1);
  });

  it('says when it cannot be read, and changes nothing', () => {
    const before = useExperiment.getState().spec;
    openAddress('#x=nonsense');
    expect(useLink.getState().error?.code).toBe('bad-link');
    expect(useExperiment.getState().spec).toBe(before);
  });
});

describe('a lesson', () => {
  it('that knows its data by name alone takes what arrives', () => {
    openSpec(asking(''));
    expect(useLink.getState().wanted).toEqual({ name: 'MovieLens 100K', fingerprint: '' });
    expect(dataArrived(summary(here))).toBe(true);
    expect(useExperiment.getState().spec.data).toMatchObject(here);
  });

  it('leaves an import alone when no data is wanted', () => {
    openSpec(asking(here.fingerprint));
    expect(dataArrived(summary(elsewhere))).toBe(false);
  });
});
