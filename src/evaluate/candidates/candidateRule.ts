/** What a candidate rule is: which items each user's held-out items are ranked among. */
import type { z } from 'zod';
import type { SeenItems } from '../../data/seen/seenRule';
import type { CandidateLists, Dataset } from '../../protocol/dataset';
import type { Definition } from '../../protocol/registry';

/** `full`: all items but those the user has seen. `all`: also these. Lists: their items and the held-out ones. */
export type Candidates = CandidateLists | 'full' | 'all';

export interface CandidateInput<P> {
  dataset: Dataset;
  /** Never drawn for their user. */
  seen: SeenItems;
  /** Training interactions of each item. */
  trainedCounts: Int32Array;
  /** Interaction indices of the part to measure; their items are never drawn for their user. */
  heldOut: Int32Array;
  /** [numItems]: 1 for the items that there are to draw from; null: all. */
  among: Uint8Array | null;
  /** Lists that came with the split, or null. */
  frozen: CandidateLists | null;
  params: P;
  seed: number;
}

export interface CandidateDefinition<P extends z.ZodObject = z.ZodObject> extends Definition<P> {
  /** Whether what a user has seen is left out. */
  leavesOutSeen: boolean;
  /** Whether the seed decides which items they are. */
  drawn?: boolean;
  /**
   * Drawn once per run, so that every epoch is measured on the same lists; users without held-out items get none.
   * @throws AppError `bad-spec` when the data lacks what the rule needs.
   */
  candidatesOf(input: CandidateInput<z.infer<P>>): Candidates;
}

export function defineCandidates<P extends z.ZodObject>(
  definition: CandidateDefinition<P>,
): CandidateDefinition<P> {
  return definition;
}
