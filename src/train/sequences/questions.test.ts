import { describe, expect, it } from 'vitest';
import { makeSessions } from '../../data/sessions/makeSessions';
import { datasetOf, trainedOn, type Row } from '../../testing/interactions';
import { askSteps, askUsers, holdsWholeSessions } from './questions';

const day = 24 * 3600;

// User 0: a session of 3, a day later one of 2; user 1: one of 4; user 2: one alone.
const rows: Row[] = [
  [0, 10, 3, 0],
  [0, 11, 3, 1],
  [0, 12, 3, 2],
  [0, 13, 3, 5 * day],
  [0, 14, 3, 5 * day + 1],
  [1, 11, 3, 0],
  [1, 11, 3, 1],
  [1, 13, 3, 2],
  [1, 15, 3, 3],
  [2, 10, 3, 0],
];
const dataset = datasetOf(rows, { repeats: true });
const sessions = makeSessions(dataset, { id: 'gap', params: { hours: 24 } });
const part = (before: number[], heldOut: number[], maxLength = 50) => ({
  dataset,
  sessions,
  before: Int32Array.from(before),
  heldOut: Int32Array.from(heldOut),
  maxLength,
});
const usersAsked = (...args: Parameters<typeof part>) =>
  askUsers(part(...args), trainedOn(dataset, Int32Array.from(args[0])).seen);
const contextsOf = ({ contexts }: ReturnType<typeof askUsers>): number[][] =>
  Array.from({ length: contexts.offsets.length - 1 }, (_, row) =>
    Array.from(contexts.items.subarray(contexts.offsets[row]!, contexts.offsets[row + 1]!)),
  );

describe('questions about users', () => {
  it('are answered from the last session that was seen', () => {
    const asked = usersAsked([0, 1, 2, 3, 5, 6, 7], [4, 8]);
    expect(contextsOf(asked)).toEqual([[13], [11, 11, 13], []]);
    expect(Array.from(asked.heldOut)).toEqual([4, 8]);
    // What was seen before is all of it, not the last session alone.
    expect(Array.from(asked.seen.itemsOf(0))).toEqual([10, 11, 12, 13]);
  });

  it('look back to the session before where nothing of the next was seen', () => {
    expect(contextsOf(usersAsked([0, 1, 2], [3]))[0]).toEqual([10, 11, 12]);
  });

  it('see the latest items alone where there are more than the longest sequence, and say so', () => {
    const asked = usersAsked([5, 6, 7], [8], 2);
    expect(contextsOf(asked)[1]).toEqual([11, 13]);
    expect(asked.notes.join()).toContain('1 longer context');
  });

  it('leave out and count who has nothing before', () => {
    const asked = usersAsked([0, 1], [2, 9]);
    expect(Array.from(asked.heldOut)).toEqual([2]);
    expect(asked.notes.join()).toContain('1 held-out interaction');
  });
});

describe('questions about steps', () => {
  const asked = askSteps(part([0, 1, 2], [3, 4, 5, 6, 7, 8, 9]), null);

  it('are all interactions of the held-out sessions but the first, each from those before it in its session', () => {
    const found = contextsOf(asked).map((context, question) => ({
      context,
      target: asked.dataset.items[question],
    }));
    expect(found).toEqual([
      { context: [13], target: 14 },
      { context: [11], target: 11 },
      { context: [11, 11], target: 13 },
      { context: [11, 11, 13], target: 15 },
    ]);
    expect(asked.notes[0]).toContain('4 predictions');
    expect(asked.notes[0]).toContain('3 first interactions');
  });

  it('list each item of a context once among those seen', () => {
    expect(Array.from(asked.seen.itemsOf(3))).toEqual([11, 13]);
  });

  it('count as seen, where asked to, all that the user had until then, however long ago', () => {
    // User 0 trained on 10, 11, 12 in another session, and rated 15 too low after that, 0 only after the item asked for.
    const leftOut = {
      users: Int32Array.of(0, 0),
      items: Int32Array.of(15, 0),
      places: Int32Array.of(4, 5),
    };
    const known = trainedOn(dataset, Int32Array.of(0, 1, 2)).seen;
    // The context is cut to one item, what was seen is not.
    const whole = askSteps(part([0, 1, 2], [3, 4, 5, 6, 7, 8], 1), { known, leftOut });
    const [ofUser0] = whole.askedFor.keys();
    expect(contextsOf(whole)[ofUser0!]).toEqual([13]);
    expect(Array.from(whole.seen.itemsOf(ofUser0!))).toEqual([10, 11, 12, 13, 15]);
    expect(whole.seen.has(ofUser0!, 15)).toBe(true);
    expect(whole.seen.has(ofUser0!, 14)).toBe(false);
    expect(Array.from(whole.seen.itemsOf(whole.askedFor.lastIndexOf(1)))).toEqual([11, 13]);
  });
});

describe('a part', () => {
  it('holds whole sessions where none of them has anything to be looked back at', () => {
    expect(holdsWholeSessions(part([0, 1, 2], [3, 4, 5, 6]))).toBe(true);
    expect(holdsWholeSessions(part([0, 1, 2, 3], [4, 5, 6]))).toBe(false);
  });
});
