/** What of the page is in front: the tab in the centre and the open dialog. */
import { createStore } from './createStore';

export type Tab = 'setup' | 'charts' | 'runs' | 'lab' | 'text' | 'inspect' | 'map' | 'data';
export type DialogName = 'share' | 'lessons' | 'help' | 'benchmark' | 'restart';

interface ViewState {
  /** `setup` is a tab of its own only on narrow screens; on wide ones it always shows. */
  tab: Tab;
  dialog: DialogName | null;
  /** What had the focus before the dialog, and gets it back. */
  opener: Element | null;
  /** What the Lab shows. */
  lab: 'comparisons' | 'sweeps';
  /** Runs to share; empty: the settings as they stand. */
  shareIds: string[];
  /** The comparison to share, in place of runs. */
  shareComparisonId: string | null;
}

export const useView = createStore<ViewState>(() => ({
  tab: 'charts',
  dialog: null,
  opener: null,
  lab: 'comparisons',
  shareIds: [],
  shareComparisonId: null,
}));

export const showTab = (tab: Tab): void => useView.setState({ tab });

export function showLab(lab: ViewState['lab']): void {
  useView.setState({ tab: 'lab', lab });
}

/** In place of another dialog, if one is open. */
export function openDialog(name: DialogName): void {
  useView.setState(({ dialog, opener }) => ({
    dialog: name,
    opener: dialog === null ? document.activeElement : opener,
  }));
}

export const closeDialog = (): void => useView.setState({ dialog: null });

export function openShare(shareIds: string[], shareComparisonId: string | null = null): void {
  useView.setState({ shareIds, shareComparisonId });
  openDialog('share');
}
