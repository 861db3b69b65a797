/** What a way to cut sessions is: where, in the interactions of one user, one session ends and the next begins. */
import type { z } from 'zod';
import type { Definition } from '../../protocol/registry';

/** All interactions of a data set, cut into sessions: runs of one user's interactions in canonical order. */
export interface Sessions {
  numSessions: number;
  /** [numSessions + 1]: the interactions of session s are `offsets[s] .. offsets[s + 1]`, at least one. */
  offsets: Int32Array;
  /** The session of each interaction, ascending. */
  sessionOf: Int32Array;
  /** The user of each session, ascending. */
  userOf: Int32Array;
  /** What a reader of the numbers should know. */
  notes: string[];
}

export interface CutInput<P> {
  /** Of all interactions, in the unit of the data set's `time`. */
  timestamps: Float64Array;
  /** The interaction that the session at hand began with. */
  first: number;
  /** A later one of the same user, all before which are of this session. */
  at: number;
  /** Behind the last one of that user. */
  end: number;
  params: P;
}

export interface SessionsDefinition<P extends z.ZodObject = z.ZodObject> extends Definition<P> {
  /** True when it goes by dates: data without them cannot be cut so. */
  needsDates: boolean;
  /** Whether interaction `at` begins another session. */
  cut(input: CutInput<z.infer<P>>): boolean;
}

export function defineSessions<P extends z.ZodObject>(
  definition: SessionsDefinition<P>,
): SessionsDefinition<P> {
  return definition;
}
