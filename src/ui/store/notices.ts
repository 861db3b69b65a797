/** Short notices the page shows: what happened, how to mend it, and at most one thing to do about it. */
import { createStore } from './createStore';

export interface Notice {
  kind: 'info' | 'success' | 'error';
  what: string;
  hint: string;
  /** Remains until it is answered; errors always do. */
  stays?: boolean;
  action?: { label: string; run(): void };
  /** Called when the notice goes away without its action having been used. */
  onExpired?(): void;
}

interface NoticesState {
  notices: (Notice & { id: number })[];
}

export const useNotices = createStore<NoticesState>(() => ({ notices: [] }));

let next = 1;

export function notify(notice: Notice): void {
  useNotices.setState(({ notices }) => ({ notices: [...notices, { ...notice, id: next++ }] }));
}

export function dismissNotice(id: number, acted = false): void {
  const notice = useNotices.getState().notices.find((entry) => entry.id === id);
  useNotices.setState(({ notices }) => ({ notices: notices.filter((entry) => entry.id !== id) }));
  if (notice && !acted) notice.onExpired?.();
}
