/**
 * Whole sessions as rows, padded behind. With a target at every place, sessions that are longer than T + 1 are cut into
 * pieces of T places, so that every interaction but the first is a target once; with a target at the end alone, the
 * last T places before it are seen.
 */
import { makePermutation, purpose, streamKey } from '../../data/random';
import { stepKind } from '../../engine/recurrence';
import type { SessionTable } from '../../models/sequences/sequenceModel';
import type { SequenceLayout } from './batches';

interface Options {
  sessions: SessionTable;
  batchSize: number;
  maxLength: number;
  seed: number;
  scaleRating(rating: number): number;
}

export function paddedLayout(
  { sessions, batchSize, maxLength, seed, scaleRating }: Options,
  targets: 'every' | 'last',
): SequenceLayout {
  const { items, ratings } = sessions;
  const pieces = cutPieces(sessions, maxLength, targets);
  const numPieces = pieces.starts.length;
  const length = pieces.lengths.reduce((most, each) => Math.max(most, each), 1);
  const rowsOfSequence = targets === 'every' ? length : 1;
  return {
    batchSize,
    samplesPerEpoch: numPieces,
    stepsPerEpoch: Math.ceil(numPieces / batchSize),
    length,
    rows: batchSize * rowsOfSequence,
    fill(columns, epoch, step) {
      columns.items.fill(0);
      columns.ratings.fill(0);
      columns.steps.fill(stepKind.skip);
      columns.targets.fill(0);
      columns.weights.fill(0);
      columns.sessions.fill(0);
      const order = makePermutation(streamKey(seed, purpose.shuffle, epoch), numPieces);
      for (let row = 0; row < batchSize; row++) {
        const first = row * length;
        const turn = step * batchSize + row;
        // Rows that fill up the last batch are padding through and through.
        const piece = turn < numPieces ? order(turn) : -1;
        const used = piece < 0 ? 0 : pieces.lengths[piece]!;
        for (let t = 0; t < used; t++) {
          const place = pieces.starts[piece]! + t;
          columns.items[first + t] = items[place]!;
          columns.ratings[first + t] = scaleRating(ratings[place]!);
          columns.steps[first + t] = t === 0 ? stepKind.begin : stepKind.goOn;
          if (targets === 'last' && t < used - 1) continue;
          const target = targets === 'last' ? row : first + t;
          columns.targets[target] = items[place + 1]!;
          columns.weights[target] = 1;
          columns.sessions[target] = pieces.sessionOf[piece]!;
        }
        columns.last[row] = first + Math.max(0, used - 1);
      }
    },
  };
}

/** Where each piece starts, how many places it has before its last target, and its session. */
function cutPieces(
  { offsets }: SessionTable,
  maxLength: number,
  targets: 'every' | 'last',
): { starts: Int32Array; lengths: Int32Array; sessionOf: Int32Array } {
  const starts: number[] = [];
  const lengths: number[] = [];
  const sessionOf: number[] = [];
  for (let session = 0; session + 1 < offsets.length; session++) {
    const end = offsets[session + 1]! - 1;
    const from = targets === 'every' ? offsets[session]! : Math.max(offsets[session]!, end - maxLength);
    for (let start = from; start < end; start += maxLength) {
      starts.push(start);
      lengths.push(Math.min(maxLength, end - start));
      sessionOf.push(session);
    }
  }
  return {
    starts: Int32Array.from(starts),
    lengths: Int32Array.from(lengths),
    sessionOf: Int32Array.from(sessionOf),
  };
}
