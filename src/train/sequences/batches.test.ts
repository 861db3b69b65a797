import { describe, expect, it } from 'vitest';
import { stepKind } from '../../engine/recurrence';
import type { SequenceFeed, SessionTable } from '../../models/sequences/sequenceModel';
import { createSequenceBatches, type BatchesOptions, type SequenceColumns } from './batches';

const { skip, goOn, begin } = stepKind;

/** Items are numbered through, so that each tells where it stands. */
function tableOf(...lengths: number[]): SessionTable {
  const offsets = Int32Array.from([0, ...lengths]).map((_, at) =>
    lengths.slice(0, at).reduce((a, b) => a + b, 0),
  );
  const items = Int32Array.from({ length: offsets.at(-1)! }, (_, place) => place);
  return { offsets, items, ratings: Float32Array.from(items, (item) => item % 5) };
}

const batchesOf = (sessions: SessionTable, feed: SequenceFeed, options: Partial<BatchesOptions> = {}) =>
  createSequenceBatches({
    sessions,
    feed,
    shared: { inBatch: false, drawn: 0 },
    batchSize: 2,
    maxLength: 50,
    seed: 1,
    scaleRating: (rating) => rating / 5,
    drawItem: ({ a }) => 1000 + (a % 10),
    ...options,
  });

const copy = (columns: SequenceColumns): SequenceColumns => structuredClone(columns);

const epochOf = (batches: ReturnType<typeof batchesOf>, epoch = 1): SequenceColumns[] =>
  Array.from({ length: batches.stepsPerEpoch }, (_, step) => copy(batches.columns(epoch, step)));

const parallel: SequenceFeed = { kind: 'session-parallel', through: 1 };
const every: SequenceFeed = { kind: 'padded', targets: 'every' };
const last: SequenceFeed = { kind: 'padded', targets: 'last' };

/** Pairs of an item and the one after it in its session. */
const pairsOf = ({ offsets, items }: SessionTable): string[] =>
  Array.from(items, (item, place) =>
    offsets.includes(place + 1) ? [] : [`${item}>${items[place + 1]}`],
  ).flat();

const sortedPairs = (steps: SequenceColumns[]): string[] =>
  steps
    .flatMap(({ items, targets, weights }) =>
      Array.from(weights, (weight, row) => (weight === 1 ? [`${items[row]}>${targets[row]}`] : [])).flat(),
    )
    .sort();

describe('session-parallel batches', () => {
  const table = tableOf(4, 2, 1, 7, 3, 2, 5);

  it('go through every step of every session once, to the last session', () => {
    // Third-party code stops as soon as fewer sessions than lanes are left.
    for (const batchSize of [1, 2, 3, 5, 16])
      expect(sortedPairs(epochOf(batchesOf(table, parallel, { batchSize })))).toEqual(pairsOf(table).sort());
  });

  it('begin anew exactly where a lane begins a session, whatever the other lanes do', () => {
    // Third-party code looks at resets only when some session ends, and resets lanes that go on.
    for (const through of [1, 3]) {
      const feed: SequenceFeed = { kind: 'session-parallel', through };
      const steps = epochOf(batchesOf(table, feed, { batchSize: 3 }));
      const starts = new Set(table.offsets);
      for (const { items, steps: kinds, weights } of steps)
        items.forEach((item, row) => {
          const expected = weights[row] === 0 ? skip : starts.has(item) ? begin : goOn;
          expect(kinds[row]).toBe(expected);
        });
    }
  });

  it('follow a session without a gap in its lane', () => {
    const steps = epochOf(batchesOf(table, parallel, { batchSize: 3 }));
    for (let lane = 0; lane < 3; lane++)
      for (let step = 1; step < steps.length; step++) {
        const now = steps[step]!;
        if (now.steps[lane] !== goOn) continue;
        expect(now.items[lane]).toBe(steps[step - 1]!.targets[lane]);
        expect(now.sessions[lane]).toBe(steps[step - 1]!.sessions[lane]);
      }
  });

  it('put the next session into the lane that is free first', () => {
    // Lanes of 2: of 13 steps in all no lane may idle while sessions wait, so 7 + 1 at most.
    const { stepsPerEpoch } = batchesOf(tableOf(3, 3, 3, 3, 3, 3), parallel);
    expect(stepsPerEpoch).toBe(6);
  });

  it('take the targets of the batch as negatives, and draw others for lanes that have run dry', () => {
    const batches = batchesOf(tableOf(2, 4), parallel, { shared: { inBatch: true, drawn: 3 } });
    const steps = epochOf(batches);
    expect(batches.numNegatives).toBe(5);
    for (const { targets, weights, negatives } of steps) {
      for (const row of [0, 1])
        if (weights[row] === 1) expect(negatives[row]).toBe(targets[row]);
        else expect(negatives[row]).toBeGreaterThanOrEqual(1000);
      for (const drawn of negatives.subarray(2)) expect(drawn).toBeGreaterThanOrEqual(1000);
    }
    expect(steps.at(-1)!.weights.includes(0)).toBe(true);
  });

  it('draw other negatives in another step and epoch, and the same again for the same', () => {
    const draw = (seed: number, epoch: number, step: number) =>
      Array.from(
        batchesOf(table, parallel, {
          seed,
          shared: { inBatch: false, drawn: 20 },
          drawItem: ({ a }) => a % 1_000_000,
        }).columns(epoch, step).negatives,
      );
    expect(draw(1, 1, 0)).toEqual(draw(1, 1, 0));
    for (const other of [draw(1, 1, 1), draw(1, 2, 0), draw(2, 1, 0)])
      expect(other).not.toEqual(draw(1, 1, 0));
  });
});

describe('padded batches', () => {
  const table = tableOf(4, 2, 1, 8, 3);

  it('have every item but the first of a session as a target once, long sessions cut into pieces', () => {
    for (const maxLength of [1, 2, 3, 50])
      expect(sortedPairs(epochOf(batchesOf(table, every, { maxLength })))).toEqual(pairsOf(table).sort());
  });

  it('begin each row, go on, and pad behind', () => {
    const batches = batchesOf(table, every, { maxLength: 3, batchSize: 4 });
    const { length } = batches;
    expect(length).toBe(3);
    for (const { steps, weights, last: ends } of epochOf(batches))
      for (let row = 0; row < 4; row++) {
        const kinds = Array.from(steps.subarray(row * length, (row + 1) * length));
        const used = kinds.filter((kind) => kind !== skip).length;
        expect(kinds).toEqual(kinds.map((_, t) => (t >= used ? skip : t === 0 ? begin : goOn)));
        expect(Array.from(weights.subarray(row * length, (row + 1) * length))).toEqual(
          kinds.map((kind) => (kind === skip ? 0 : 1)),
        );
        expect(ends[row]).toBe(row * length + Math.max(0, used - 1));
      }
  });

  it('with one target each see the last places before it', () => {
    const steps = epochOf(batchesOf(tableOf(8), last, { maxLength: 3, batchSize: 1 }));
    expect(steps).toHaveLength(1);
    expect(Array.from(steps[0]!.items)).toEqual([4, 5, 6]);
    expect(Array.from(steps[0]!.targets)).toEqual([7]);
    expect(Array.from(steps[0]!.weights)).toEqual([1]);
  });

  it('leave sessions of one interaction alone and count the others once', () => {
    expect(batchesOf(table, last).samplesPerEpoch).toBe(4);
    expect(batchesOf(table, every, { maxLength: 3 }).samplesPerEpoch).toBe(1 + 1 + 3 + 1);
  });

  it('come in another order in each epoch', () => {
    const batches = batchesOf(tableOf(...new Array<number>(40).fill(3)), every);
    const first = (epoch: number) => epochOf(batches, epoch).map(({ items }) => items[0]);
    expect(first(1)).toEqual(first(1));
    expect(first(2)).not.toEqual(first(1));
  });

  it('scale ratings, and have 0 at padding', () => {
    const { ratings } = batchesOf(tableOf(3, 2), every, { batchSize: 2 }).columns(1, 0);
    expect(Array.from(ratings).filter((rating) => rating > 0)).toHaveLength(2);
  });
});
