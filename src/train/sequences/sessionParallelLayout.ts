/**
 * Session-parallel mini-batches: each of B lanes goes through one session after the other; where a session ends, the
 * next one that no lane has begun takes its place, and the state begins anew. An epoch ends when every session has
 * been gone through: lanes that run dry before that weigh nothing. Hidasi et al., ICLR 2016, section 3.1.1.
 */
import { makePermutation, purpose, streamKey } from '../../data/random';
import { stepKind } from '../../engine/recurrence';
import type { SessionTable } from '../../models/sequences/sequenceModel';
import type { SequenceLayout } from './batches';

interface Options {
  sessions: SessionTable;
  batchSize: number;
  seed: number;
  scaleRating(rating: number): number;
}

/** @param through places of each lane in a step, T */
export function sessionParallelLayout(
  { sessions, batchSize, seed, scaleRating }: Options,
  through: number,
): SequenceLayout {
  const { offsets, items, ratings } = sessions;
  const lanes = dealSessions(sessions, batchSize, seed);
  const longest = lanes.reduce((most, { places }) => Math.max(most, places.length), 0);
  const stepsPerEpoch = Math.ceil(longest / through);
  return {
    batchSize,
    stepsPerEpoch,
    samplesPerEpoch: stepsPerEpoch * batchSize,
    length: through,
    rows: batchSize * through,
    fill(columns, _epoch, step) {
      for (const [lane, { places, sessionOf }] of lanes.entries()) {
        for (let t = 0; t < through; t++) {
          const row = lane * through + t;
          const at = step * through + t;
          const session = sessionOf[at] ?? 0;
          const place = places[at];
          const counts = place !== undefined;
          columns.items[row] = counts ? items[place]! : 0;
          columns.ratings[row] = counts ? scaleRating(ratings[place]!) : 0;
          columns.targets[row] = counts ? items[place + 1]! : 0;
          columns.weights[row] = counts ? 1 : 0;
          columns.sessions[row] = session;
          columns.steps[row] = !counts
            ? stepKind.skip
            : place === offsets[session]
              ? stepKind.begin
              : stepKind.goOn;
        }
        columns.last[lane] = lane * through + through - 1;
      }
    },
  };
}

/** What a lane goes through: places that have a next one in their session, and the session of each. */
interface Lane {
  places: Int32Array;
  sessionOf: Int32Array;
}

/** Deals the sessions out, in an order drawn once, to whichever lane is free first; of several the first. */
function dealSessions({ offsets }: SessionTable, batchSize: number, seed: number): Lane[] {
  const numSessions = offsets.length - 1;
  const order = makePermutation(streamKey(seed, purpose.shuffle, 0), numSessions);
  const lanes = Array.from({ length: batchSize }, () => ({
    places: [] as number[],
    sessionOf: [] as number[],
  }));
  for (let turn = 0; turn < numSessions; turn++) {
    const session = order(turn);
    const end = offsets[session + 1]! - 1;
    if (offsets[session]! >= end) continue;
    const lane = lanes.reduce((free, other) => (other.places.length < free.places.length ? other : free));
    for (let place = offsets[session]!; place < end; place++) {
      lane.places.push(place);
      lane.sessionOf.push(session);
    }
  }
  return lanes.map(({ places, sessionOf }) => ({
    places: Int32Array.from(places),
    sessionOf: Int32Array.from(sessionOf),
  }));
}
