/** What a contender is: a library on a device, made to do a workload as a competent user of it would write it. */
import type { WasmBinaries } from '../../src/engine/backends/wasm';
import type {
  RankingWorkload,
  SequenceWorkload,
  SessionWorkload,
  TextWorkload,
  TrainingWorkload,
} from '../workloads/workload';

export interface Training {
  /** Back to the initial weights and a fresh optimizer. */
  reset(): Promise<void>;
  /** Hands over so many steps. On a GPU it returns before they are done; its time is what JavaScript spends. */
  run(steps: number): void;
  /** Once all steps handed over are done: the mean loss of the last of them. */
  finish(): Promise<number>;
}

export interface Ranking {
  /** [numUsers] ranks from 1; among equal scores the held-out item comes last. */
  rank(): Promise<Int32Array>;
}

export interface Contender {
  train(workload: TrainingWorkload): Promise<Training>;
  trainOnTexts(workload: TextWorkload): Promise<Training>;
  trainOnSequences(workload: SequenceWorkload): Promise<Training>;
  trainOnSessions(workload: SessionWorkload): Promise<Training>;
  rankAll(workload: RankingWorkload): Promise<Ranking>;
}

/** What a contender needs from where it runs. */
export interface Surroundings {
  wasmBinaries: WasmBinaries;
}

/** Starts the library on its device. @throws Error when the device is not there. */
export type StartContender = (surroundings: Surroundings) => Promise<Contender>;

/** Fetches its library. */
export type LoadContender = () => Promise<StartContender>;
