/** What of the page is in front: the tab in the centre and the open dialog. */
import { create } from 'zustand';

export type Tab = 'setup' | 'charts' | 'runs' | 'inspect' | 'data';
export type DialogName = 'share' | 'lessons' | 'help';

interface ViewState {
  /** `setup` is a tab of its own only on narrow screens; on wide ones it always shows. */
  tab: Tab;
  dialog: DialogName | null;
  /** Runs to share; empty: the settings as they stand. */
  shareIds: string[];
}

export const useView = create<ViewState>()(() => ({ tab: 'charts', dialog: null, shareIds: [] }));

export const showTab = (tab: Tab): void => useView.setState({ tab });
export const openDialog = (dialog: DialogName): void => useView.setState({ dialog });
export const closeDialog = (): void => useView.setState({ dialog: null });
export const openShare = (shareIds: string[]): void => useView.setState({ dialog: 'share', shareIds });
