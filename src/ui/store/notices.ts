/** Short notices the page shows: what happened, how to mend it, and at most one thing to do about it. */
import { createStore } from './createStore';
import type { ErrorCode } from '../../protocol/errors';

export interface Notice {
  kind: 'info' | 'success' | 'error';
  what: string;
  hint: string;
  /** Of the error it tells; work that was ended on purpose (`cancelled`) needs no word. */
  code?: ErrorCode;
  /** Remains until it is answered; errors always do. */
  stays?: boolean;
  action?: { label: string; run(): void };
  /** Called when the notice goes away without its action having been used. */
  onExpired?(): void;
}

export interface ShownNotice extends Notice {
  id: number;
  /** How often it was told since it is there. */
  count: number;
}

interface NoticesState {
  notices: ShownNotice[];
}

export const useNotices = createStore<NoticesState>(() => ({ notices: [] }));

let next = 1;

/** The same words again; two offers are two, as each is about something else. */
const isSame = (a: Notice, b: Notice): boolean =>
  a.kind === b.kind && a.what === b.what && a.hint === b.hint && !a.action && !b.action;

/** Tells something. What is there already is counted, not stacked. */
export function notify(notice: Notice): void {
  if (notice.code === 'cancelled') return;
  useNotices.setState(({ notices }) => {
    const before = notices.find((shown) => isSame(shown, notice));
    const count = (before?.count ?? 0) + 1;
    return {
      notices: [...notices.filter((shown) => shown !== before), { ...notice, id: next++, count }],
    };
  });
}

export function dismissNotice(id: number, acted = false): void {
  const notice = useNotices.getState().notices.find((entry) => entry.id === id);
  useNotices.setState(({ notices }) => ({ notices: notices.filter((entry) => entry.id !== id) }));
  if (notice && !acted) notice.onExpired?.();
}

export const dismissAllNotices = (): void =>
  useNotices.getState().notices.forEach(({ id }) => dismissNotice(id));
