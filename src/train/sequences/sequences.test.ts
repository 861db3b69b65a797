import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import type { SpecOverrides } from '../../protocol/spec';
import { datasetOf, type Row } from '../../testing/interactions';
import { runSession } from '../../testing/runSession';

const day = 24 * 3600;

/** Users who go through a cycle of items, each from another start; what comes next is certain. */
const cycle = (numUsers: number, length: number, numItems: number): Row[] =>
  Array.from({ length: numUsers }, (_, user) =>
    Array.from({ length }, (_, at): Row => [user, (user + at) % numItems, 3, user * day * 30 + at]),
  ).flat();

const stepwise: SpecOverrides = {
  model: { id: 'markov' },
  split: { id: 'last-sessions', params: { ratio: 0.25 } },
  validation: { id: 'none' },
  evaluation: { candidates: { id: 'all' }, metrics: ['recall@1', 'mrr@20'] },
  earlyStopping: { metric: 'recall@1' },
};

const run = async (rows: Row[], spec: SpecOverrides) => {
  const { events, done } = await runSession(datasetOf(rows, { repeats: true }), spec);
  const start = events.find((event) => event.type === 'start')!;
  return { notes: start.info.notes.join('\n'), info: start.info, done: done! };
};

describe('a run of a model of sequences', () => {
  it('asks for every step of the held-out sessions', async () => {
    const { done, info } = await run(cycle(8, 6, 7), stepwise);
    // Two sessions of six interactions: five steps each, all of which the first-order chain knows.
    expect(info.numTest).toBe(12);
    expect(info.everyStep).toEqual({ watched: false, test: true });
    expect(done.evaluatedUsers).toBe(10);
    expect(done.unitValues?.unit).toBe('prediction');
    expect(done.metrics['recall@1']).toBe(1);
  });

  it('asks once for each user where single interactions are held out', async () => {
    const { done, info } = await run(cycle(8, 6, 7), { ...stepwise, split: { id: 'leave-last-out' } });
    expect(info.everyStep).toEqual({ watched: false, test: false });
    expect(done.evaluatedUsers).toBe(8);
    expect(done.unitValues?.unit).toBe('user');
    expect(done.metrics['recall@1']).toBe(1);
  });

  it('leaves sessions of one interaction to themselves and counts them', async () => {
    const alone: Row[] = [
      [8, 0, 3, 0],
      [9, 1, 3, day * 300],
    ];
    const { notes, done } = await run([...cycle(8, 6, 7), ...alone], stepwise);
    expect(notes).toMatch(/single interaction, which predict nothing: 2 sessions/);
    expect(done.metrics['recall@1']).toBe(1);
  });

  it('explains that sessions of one interaction alone teach nothing', async () => {
    const rows = Array.from({ length: 8 }, (_, user): Row => [user, user % 3, 3, user * day]);
    await expect(run(rows, stepwise)).rejects.toThrow(/no next item to learn/);
  });

  it('takes interactions of one time as they stand and says that their order is arbitrary', async () => {
    const rows = cycle(8, 6, 7).map(([user, item]): Row => [user, item, 3, 1000]);
    const { notes, done } = await run(rows, { ...stepwise, sessions: { id: 'gap' } });
    expect(notes).toMatch(/40 interactions; the order among them is arbitrary/);
    expect(done.metrics['recall@1']).toBeDefined();
  });

  it('leaves items that never occur in training out of the test part, and counts them', async () => {
    const late = day * 30 * 20;
    const unknown: Row[] = [
      [8, 0, 3, late],
      [8, 99, 3, late + 1],
      [8, 1, 3, late + 2],
    ];
    const { notes, done } = await run([...cycle(8, 6, 7), ...unknown], stepwise);
    expect(notes).toMatch(/Left out of test: 1 of/);
    // The chain from 0 to 1 holds over the gap that the unknown item leaves.
    expect(done.metrics['recall@1']).toBe(1);
  });

  it('sees the end of sequences that are longer than the longest, and says so', async () => {
    const { notes, done } = await run(cycle(8, 12, 13), { ...stepwise, sessions: { maxLength: 4 } });
    expect(notes).toMatch(/Seen from their last 4 items only: 14 longer contexts/);
    expect(done.metrics['recall@1']).toBe(1);
  });

  it('explains what to choose where sessions need dates that the data lacks', async () => {
    const dataset = datasetOf(cycle(8, 6, 7), { time: 'order' });
    await expect(runSession(dataset, { ...stepwise, sessions: { id: 'interval' } })).rejects.toThrow(
      /cannot be cut by “Interval”/,
    );
  });
});
