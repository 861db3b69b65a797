/** How far a benchmark is. */
import type { ContenderId } from './contenders/catalog';
import type { WorkloadId } from './workloads/catalog';

export interface Progress {
  workload: WorkloadId;
  contender: ContenderId | 'reference';
  /** From 1; null while the contender starts and its result is checked. */
  round: number | null;
  rounds: number;
  /** Starts and rounds that are over, of all of them. */
  done: number;
  total: number;
}

/** "mf: round 2 of 5, ours-cpu". */
export function progressLine({ workload, contender, round, rounds }: Progress): string {
  if (contender === 'reference') return `${workload}: reference`;
  return round === null
    ? `${workload}: ${contender} starts`
    : `${workload}: round ${round} of ${rounds}, ${contender}`;
}
