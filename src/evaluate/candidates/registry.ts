/** The candidate rules. A new one is one file and one line here. */
import { all } from './all';
import type { CandidateDefinition } from './candidateRule';
import { frozen } from './frozen';
import { full } from './full';
import { popularity } from './popularity';
import { uniform } from './uniform';

export const candidates = [
  full,
  all,
  uniform,
  popularity,
  frozen,
] as const satisfies readonly CandidateDefinition[];
