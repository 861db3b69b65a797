import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readLink, writeLink } from '../../protocol/link';
import { buildCatalog } from '../../train/catalog';
import { addressOf, followAddress, settingsInAddress, type AddressBar } from './address';
import { useCatalog } from './catalog';
import { useDatasets, withFoundData } from './datasets';
import { startingSpec, useExperiment } from './experiment';
import { closeLink, useLink } from './link';
import { useRuns } from './runs';
import { withAt } from './specPath';

vi.mock('./services', () => ({
  withData: () => Promise.resolve(null),
  withTrain: () => Promise.resolve(null),
}));

const catalog = buildCatalog();
const generated = { fingerprint: 'a'.repeat(64), name: 'Generated films' };
const elsewhere = { source: 'imported' as const, fingerprint: 'b'.repeat(64), name: 'MovieLens 100K' };

/** A tab: its address, what happens when somebody goes elsewhere in it, and what a reload finds. */
class Tab implements AddressBar {
  location = { hash: '', pathname: '/page/', search: '?backend=wasm' };
  written: string[] = [];
  private listener = (): void => undefined;
  history = {
    state: null as unknown,
    replaceState: (state: unknown, _: string, url: string) => {
      this.history.state = state;
      this.location.hash = url.includes('#') ? url.slice(url.indexOf('#')) : '';
      this.written.push(url);
    },
  };
  addEventListener(_: 'hashchange', listener: () => void): void {
    this.listener = listener;
  }
  /** A link pasted over the address, or a step in the history to an entry with its mark. */
  goTo(hash: string, mark: unknown = null): void {
    this.location.hash = hash;
    this.history.state = mark;
    this.listener();
  }
}

const start = () => withFoundData(startingSpec(catalog))!;
const linkTo = (changes: Record<string, unknown>) =>
  writeLink(
    [
      {
        name: 'Theirs',
        spec: Object.entries(changes).reduce((spec, [path, value]) => withAt(spec, path, value), start()),
        result: { epochs: [{ epoch: 1, loss: 1, metrics: {} }], test: null, bestEpoch: 1, backend: 'wasm' },
      },
    ],
    catalog,
  );
const written = () => vi.advanceTimersByTime(400);
const epochs = () => useExperiment.getState().spec.train.epochs;

let leave: (() => void)[] = [];

/** Opens the page in a tab. */
function open(tab: Tab): void {
  useExperiment.setState({ spec: withFoundData(settingsInAddress(catalog, tab) ?? start()) ?? start() });
  const subscribe = [vi.spyOn(useExperiment, 'subscribe'), vi.spyOn(useLink, 'subscribe')];
  followAddress(tab);
  leave = subscribe.flatMap((spy) => spy.mock.results.map(({ value }) => value as () => void));
  written();
}

beforeEach(() => {
  vi.useFakeTimers();
  useCatalog.setState({ catalog });
  useDatasets.setState({ generated: generated as never, entries: [] });
  useExperiment.setState({ spec: start(), before: null });
  useRuns.setState({ runs: [], currentId: null, baselineId: null });
  closeLink();
});
afterEach(() => {
  leave.forEach((stop) => stop());
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe('the address', () => {
  it('is bare while all settings are the defaults', () => {
    const tab = new Tab();
    open(tab);
    expect(addressOf(start(), catalog)).toBe('');
    expect(tab.location.hash).toBe('');
  });

  it('carries what differs from the defaults, so that copying it is sharing', () => {
    const tab = new Tab();
    open(tab);
    useExperiment.getState().set('train.epochs', 7);
    written();
    expect(tab.written.at(-1)).toMatch(/^\/page\/\?backend=wasm#x=/);
    expect(readLink(tab.location.hash, catalog).runs[0]!.spec).toEqual(withAt(start(), 'train.epochs', 7));
    useExperiment.getState().set('train.epochs', start().train.epochs);
    written();
    expect(tab.written.at(-1)).toBe('/page/?backend=wasm');
  });

  it('is written once for many quick changes', () => {
    const tab = new Tab();
    open(tab);
    const before = tab.written.length;
    for (let value = 2; value < 50; value++) useExperiment.getState().set('train.epochs', value);
    written();
    expect(tab.written).toHaveLength(before + 1);
    expect(readLink(tab.location.hash, catalog).runs[0]!.spec.train.epochs).toBe(49);
  });

  it('brings the settings back when the tab is loaded again, and no run or word of a link', () => {
    const tab = new Tab();
    open(tab);
    useExperiment.getState().set('train.epochs', 7);
    written();
    useExperiment.setState({ spec: start() });
    open(tab);
    expect(epochs()).toBe(7);
    expect(useRuns.getState().runs).toEqual([]);
    expect(useLink.getState()).toMatchObject({ runIds: [], wanted: null, opened: null });
  });

  it('asks for the data set of settings that came back without it', () => {
    const tab = new Tab();
    open(tab);
    useDatasets.setState({ entries: [elsewhere] as never });
    useExperiment.setState({ spec: { ...start(), data: { ...start().data, ...elsewhere } } });
    written();
    useDatasets.setState({ entries: [] });
    useExperiment.setState({ spec: settingsInAddress(catalog, tab)! });
    followAddress(tab);
    expect(useLink.getState().wanted).toEqual({ name: 'MovieLens 100K', fingerprint: elsewhere.fingerprint });
  });

  it('keeps a link with the curves of its sender until a setting is changed', () => {
    const tab = new Tab();
    const link = linkTo({ seed: 9 });
    tab.location.hash = link;
    open(tab);
    expect(tab.location.hash).toBe(link);
    expect(useRuns.getState().runs.map(({ name }) => name)).toEqual(['Theirs']);
    // A reload opens it as a link again.
    expect(settingsInAddress(catalog, tab)).toBeNull();
    useExperiment.getState().set('train.epochs', 7);
    written();
    const [mine] = readLink(tab.location.hash, catalog).runs;
    expect([mine!.spec.seed, mine!.spec.train.epochs, mine!.result]).toEqual([9, 7, null]);
    // Back as it was sent.
    useExperiment.getState().reset('train.epochs');
    written();
    expect([tab.location.hash, tab.history.state]).toEqual([link, null]);
  });

  it('that somebody pastes a link into opens the link', () => {
    const tab = new Tab();
    open(tab);
    useExperiment.getState().set('train.epochs', 7);
    // The change is still to be written: it must not overwrite the link.
    tab.goTo(linkTo({ seed: 9 }));
    written();
    expect(tab.location.hash).toBe(linkTo({ seed: 9 }));
    expect(useExperiment.getState().spec.seed).toBe(9);
    expect(useRuns.getState().runs).toHaveLength(1);
  });

  it('brings earlier settings back by a step back in the history', () => {
    const tab = new Tab();
    open(tab);
    useExperiment.getState().set('train.epochs', 7);
    written();
    const { hash } = tab.location;
    const mark = tab.history.state;
    tab.goTo(linkTo({ seed: 9 }));
    written();
    tab.goTo(hash, mark);
    written();
    expect(epochs()).toBe(7);
    expect(useExperiment.getState().spec.seed).toBe(1);
    tab.goTo('', mark);
    written();
    expect(useExperiment.getState().spec).toEqual(start());
    expect(tab.location.hash).toBe('');
  });

  it('that cannot be read stays with its message, and gives way to the next change', () => {
    const tab = new Tab();
    tab.location.hash = '#x=nonsense';
    open(tab);
    expect(useLink.getState().error?.code).toBe('bad-link');
    expect(tab.location.hash).toBe('#x=nonsense');
    useExperiment.getState().set('train.epochs', 7);
    written();
    expect(readLink(tab.location.hash, catalog).runs[0]!.spec.train.epochs).toBe(7);
  });

  it('stays as it is where the browser refuses to rewrite it', () => {
    const tab = new Tab();
    open(tab);
    tab.history.replaceState = () => {
      throw new DOMException('Too many calls.', 'SecurityError');
    };
    useExperiment.getState().set('train.epochs', 7);
    expect(written).not.toThrow();
  });
});
