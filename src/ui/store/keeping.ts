/** What is said where the browser does not keep what it is given: once for each cause, and once where it keeps nothing. */
import { createStore } from './createStore';
import { reportOf } from '../../protocol/errors';
import { notify } from './notices';
import { text } from '../messages';

interface KeepingState {
  /** What was kept cannot even be read: nothing outlives the page. */
  denied: boolean;
  /** Causes that were told. */
  told: readonly string[];
}

export const useKeeping = createStore<KeepingState>(() => ({ denied: false, told: [] }));

/** Waits for something to be stored, and tells when it is not. */
export function keep(stored: Promise<unknown>): void {
  stored.catch((error: unknown) => {
    const { denied, told } = useKeeping.getState();
    const report = reportOf(error);
    if (denied || told.includes(report.what)) return;
    useKeeping.setState({ told: [...told, report.what] });
    notify({ kind: 'error', ...report });
  });
}

/** Tells why what was kept on earlier visits is not here; where there is no storage at all, what that means, once. */
export function tellUnread(error: unknown): void {
  const report = reportOf(error);
  if (report.code !== 'storage') notify({ kind: 'error', ...report });
  else if (!useKeeping.getState().denied) {
    useKeeping.setState({ denied: true });
    notify({ kind: 'info', stays: true, what: text.storage.denied, hint: text.storage.deniedHint });
  }
}
