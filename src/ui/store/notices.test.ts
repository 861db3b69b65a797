import { beforeEach, describe, expect, it } from 'vitest';
import { dismissAllNotices, notify, useNotices } from './notices';

const shown = () => useNotices.getState().notices.map(({ what, count }) => [what, count]);

beforeEach(() => useNotices.setState({ notices: [] }));

describe('notices', () => {
  it('count the same words instead of stacking them, the latest last', () => {
    for (const what of ['The disk is full.', 'Link copied.', 'The disk is full.', 'The disk is full.'])
      notify({ kind: 'error', what, hint: '' });
    expect(shown()).toEqual([
      ['Link copied.', 1],
      ['The disk is full.', 3],
    ]);
  });

  it('keep two offers apart, as each is about something else', () => {
    const undone: number[] = [];
    for (const one of [1, 2])
      notify({
        ...{ kind: 'info', what: 'Deleted 2 runs.', hint: '' },
        action: { label: 'Undo', run: () => undone.push(one) },
      });
    useNotices.getState().notices.forEach(({ action }) => action!.run());
    expect(undone).toEqual([1, 2]);
  });

  it('say nothing of work that was ended on purpose', () => {
    notify({ kind: 'error', code: 'cancelled', what: 'The training worker was ended.', hint: '' });
    expect(shown()).toEqual([]);
  });

  it('can be put away all at once, and what waited for that is done', () => {
    let expired = 0;
    notify({ kind: 'info', what: 'Deleted “a”.', hint: '', onExpired: () => expired++ });
    notify({ kind: 'error', what: 'The disk is full.', hint: '' });
    dismissAllNotices();
    expect([shown(), expired]).toEqual([[], 1]);
  });
});
