/** The sessions of the part at hand: which have interactions in it, and when they begin and end. */
import { AppError } from '../../protocol/errors';
import { groupPlaces } from '../groups';
import type { PartitionInput } from './split';

export interface SessionPlaces {
  /** Sessions with interactions in the part, ascending. */
  present: Int32Array;
  /** First and last time of a session, as far as it lies in the part. */
  begin(session: number): number;
  end(session: number): number;
  /** Flags of the places in the part, 1 for those of the given sessions. */
  flagsOf(sessions: Iterable<number>): Uint8Array;
}

/** @throws AppError `internal` when the caller of the split made no sessions. */
export function sessionPlaces({
  dataset,
  indices,
  sessions,
}: Pick<PartitionInput<unknown>, 'dataset' | 'indices' | 'sessions'>): SessionPlaces {
  if (!sessions) throw new AppError('internal', 'A split of sessions was asked without sessions.', '');
  const { offsets, places } = groupPlaces(
    indices.length,
    sessions.numSessions,
    (place) => sessions.sessionOf[indices[place]!]!,
  );
  // Canonical order is by time within a user, so the places of a session rise with time.
  const timeAt = (at: number): number => dataset.timestamps[indices[places[at]!]!]!;
  return {
    present: Int32Array.from({ length: sessions.numSessions }, (_, session) => session).filter(
      (session) => offsets[session + 1]! > offsets[session]!,
    ),
    begin: (session) => timeAt(offsets[session]!),
    end: (session) => timeAt(offsets[session + 1]! - 1),
    flagsOf(held) {
      const flags = new Uint8Array(indices.length);
      for (const session of held)
        for (let at = offsets[session]!; at < offsets[session + 1]!; at++) flags[places[at]!] = 1;
      return flags;
    },
  };
}
