/** One run as the page keeps it: what was asked, what came of it. Plain data, stored in IndexedDB as it is. */
import type { ErrorReport } from '../../protocol/errors';
import type { AtK, Metrics, RunInfo } from '../../protocol/events';
import type { LinkedResult } from '../../protocol/link';
import type { UnitValues } from '../../protocol/significance';
import type { ExperimentSpec } from '../../protocol/spec';

export interface EpochPoint {
  epoch: number;
  loss: number;
  metrics: Metrics;
  elapsedMs: number;
  trainMs: number;
  evaluateMs: number;
  learningRate: number;
}

export type RunStatus = 'queued' | 'running' | 'paused' | 'done' | 'failed' | 'interrupted';

export interface RunRecord {
  id: string;
  name: string;
  /** True once a person has named it; automatic names change when they would no longer tell runs apart. */
  renamed: boolean;
  notes: string;
  createdAt: number;
  /** Place in the colour, dash and marker cycle; stays with the run. */
  series: number;
  /** Shown in the charts. */
  visible: boolean;
  /** The baseline that others are held against; left out of all others. */
  pinned?: boolean;
  spec: ExperimentSpec;
  status: RunStatus;
  info: RunInfo | null;
  epochs: EpochPoint[];
  /** Running mean of the loss inside epochs, at most 2,000 points; x in epochs. */
  steps: { x: number; loss: number }[];
  /** Latest validation values by cutoff. */
  atK: AtK;
  /** On the test part with the best epoch's weights. */
  test: Metrics | null;
  testAtK: AtK | null;
  /** What each user or item contributes to the watched metric on the test part, to test runs against each other. */
  unitValues: UnitValues | null;
  bestEpoch: number;
  why: string;
  elapsedMs: number;
  /** As last measured while it trained. */
  samplesPerSecond: number;
  msPerStep: number;
  error: ErrorReport | null;
  canResume: boolean;
  /** Results that came with a link, to compare with. */
  expected: LinkedResult | null;
}
