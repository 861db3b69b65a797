/**
 * The address bar carries the settings of the rail, as a link to them: copying it is sharing, and a reload brings them
 * back. A link that was opened stays there, with the curves of its sender, until a setting is changed.
 */
import type { Catalog } from '../../protocol/catalog';
import { hasLink, maxLinkChars, readLink, writeLink } from '../../protocol/link';
import type { ExperimentSpec } from '../../protocol/spec';
import { currentCatalog } from './catalog';
import { fingerprintFor, useDatasets, withFoundData } from './datasets';
import { startingSpec, useExperiment } from './experiment';
import { openAddress, openSpec, useLink } from './link';

/** What of the window is read and written. */
export interface AddressBar {
  location: Pick<Location, 'hash' | 'pathname' | 'search'>;
  history: Pick<History, 'state' | 'replaceState'>;
  addEventListener(type: 'hashchange', listener: () => void): void;
}

/** Browsers refuse an address that is rewritten too often. */
const writeAfterMs = 400;

/** Marks an address that this page wrote itself: it is no link from somebody, and survives a reload with its mark. */
const ownMark = 'recommender-playground-settings';

const isOwn = ({ history }: AddressBar): boolean => history.state === ownMark;

/** The hash that carries settings; '' where they are the defaults, or too long for any address. */
export function addressOf(spec: ExperimentSpec, catalog: Catalog): string {
  const start = startingSpec(catalog);
  const { source, name, fingerprint } = start.data;
  const onBuiltIn = fingerprintFor(spec.data) === useDatasets.getState().generated?.fingerprint;
  const compared = onBuiltIn ? { ...spec, data: { ...spec.data, source, name, fingerprint } } : spec;
  if (JSON.stringify(compared) === JSON.stringify(start)) return '';
  const hash = writeLink([{ name: '', spec, result: null }], catalog);
  return hash.length > maxLinkChars ? '' : hash;
}

/** The settings with which this tab was left, when it is loaded again; null on a first visit and with a link. */
export function settingsInAddress(catalog: Catalog, bar: AddressBar = window): ExperimentSpec | null {
  const { hash } = bar.location;
  if (!isOwn(bar) || !hasLink(hash)) return null;
  try {
    return readLink(hash, catalog).runs[0]!.spec;
  } catch {
    // Cut or changed by hand: it is opened as any other link, and says so.
    return null;
  }
}

/** A data set may be known here under another name. */
const content = (spec: ExperimentSpec): string =>
  JSON.stringify({ ...spec, data: { ...spec.data, name: '' } });

/** Writes what belongs into the address now. */
function write({ location, history }: AddressBar): void {
  const { spec } = useExperiment.getState();
  const { opened } = useLink.getState();
  const isLink = opened !== null && content(opened.spec) === content(spec);
  const hash = isLink ? opened.hash : addressOf(spec, currentCatalog());
  const state = isLink ? null : ownMark;
  if (location.hash === hash && history.state === state) return;
  try {
    history.replaceState(state, '', location.pathname + location.search + hash);
  } catch {
    // The browser had enough of it; the next change is written again.
  }
}

/** Takes over what the address carries after a jump in the history, or after somebody pasted a link. */
function arrive(bar: AddressBar): void {
  const { hash } = bar.location;
  if (!isOwn(bar)) openAddress(hash);
  else openSpec(settingsInAddress(currentCatalog(), bar) ?? startingSpec(currentCatalog()));
}

/** Opens what the address carries, and from now on keeps it and the settings in step. The data sets are known. */
export function followAddress(bar: AddressBar = window): void {
  if (settingsInAddress(currentCatalog(), bar)) {
    const { spec } = useExperiment.getState();
    const { name, fingerprint } = spec.data;
    // Without the built-in data nothing can be trained, and that is said elsewhere.
    if (useDatasets.getState().generated && !withFoundData(spec))
      useLink.setState({ wanted: { name, fingerprint } });
  } else openAddress(bar.location.hash);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const soon = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined;
      write(bar);
    }, writeAfterMs);
  };
  useExperiment.subscribe(({ spec }, before) => {
    if (spec !== before.spec) soon();
  });
  useLink.subscribe(({ opened }, before) => {
    if (opened !== before.opened) soon();
  });
  bar.addEventListener('hashchange', () => {
    // What was about to be written belongs to the address that was left.
    clearTimeout(timer);
    timer = undefined;
    arrive(bar);
    soon();
  });
  soon();
}
