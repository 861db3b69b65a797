/** What is typed into fields and cannot be taken as it is: it stands until it is mended, and nothing starts over it. */
import { text } from '../messages';
import { createStore } from './createStore';
import { notify } from './notices';
import { useSettings } from './settings';
import { showTab } from './view';

export interface Draft {
  label: string;
  typed: string;
  /** The value in whose place it stands, as JSON: once that has become another, the draft is out of date. */
  of: string;
  /** Why it cannot be taken; null while it can. */
  fault: string | null;
}

interface DraftsState {
  /** By the id of the field. */
  drafts: Record<string, Draft>;
}

const useDrafts = createStore<DraftsState>(() => ({ drafts: {} }));

/** Where a setting of the experiment has a field: in the rail, and maybe in a panel of its own. */
const places = ['rail', 'panel'] as const;

/** The id of a setting's field, by which a draft is found again when its field is not shown. */
export const settingId = (path: string, place: (typeof places)[number] = 'rail'): string =>
  `${place}:${path}`;

/** The path of the setting that a field is for; null for fields of other forms. */
export function settingPath(id: string): string | null {
  const [place, path] = id.split(':');
  return path !== undefined && places.some((known) => known === place) ? path : null;
}

/** What is typed into a field in place of `value`; null when the value itself is to be shown. */
export const useDraft = (id: string, value: unknown): Draft | null =>
  useDrafts(({ drafts }) => {
    const draft = drafts[id];
    return draft?.of === JSON.stringify(value) ? draft : null;
  });

export const setDraft = (id: string, draft: Draft): void =>
  useDrafts.setState(({ drafts }) => ({ drafts: { ...drafts, [id]: draft } }));

export const dropDraft = (id: string): void =>
  useDrafts.setState(({ drafts }) => {
    const { [id]: _, ...others } = drafts;
    return { drafts: others };
  });

/** Leaving a field keeps only what could not be taken. */
export function settleDraft(id: string): void {
  if (useDrafts.getState().drafts[id]?.fault === null) dropDraft(id);
}

/** Whole settings were put in place of those being typed. */
export const dropAllDrafts = (): void => useDrafts.setState({ drafts: {} });

/**
 * Whether a field of a form holds something that cannot be taken. Says so then, and leads to the field.
 * @param valueOf The value behind a field by its id, undefined for fields that are not of this form.
 */
export function stopsAtDraft(valueOf: (id: string) => unknown): boolean {
  const found = Object.entries(useDrafts.getState().drafts).find(
    ([id, { of, fault }]) => fault !== null && of === JSON.stringify(valueOf(id)),
  );
  if (!found) return false;
  const [id, { label, typed, fault }] = found;
  notify({
    // Its field says the same for as long as it holds.
    kind: 'info',
    what: text.form.notTaken(label, typed),
    hint: `${text.form.fault(label, fault!)} ${text.form.keptBefore}`,
    action: { label: text.form.toField(label), run: () => focusField(id) },
  });
  focusField(id);
  return true;
}

/** Puts the focus into a field of the experiment, which may be folded away or in a tab of its own. */
function focusField(id: string): void {
  if (!document.getElementById(id)) {
    useSettings.getState().setRail(true);
    showTab('setup');
  }
  requestAnimationFrame(() => {
    const field = document.getElementById(id);
    const section = field?.closest('details');
    if (section) section.open = true;
    field?.focus();
  });
}
