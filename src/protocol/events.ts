/** What a train worker tells about a run. Plain values only; coalesced to ten a second. */
import type { ErrorReport } from './errors';
import type { MetricKey } from './metricKey';
import type { UnitValues } from './significance';
import type { ExperimentSpec } from './spec';

export type Backend = 'webgpu' | 'wasm' | 'cpu';

export interface BackendInfo {
  backend: Backend;
  /** The GPU or engine by name: "Apple M4 (metal-3)", "WebAssembly SIMD". */
  device: string;
  /** True for WebGPU on a CPU (SwiftShader, llvmpipe). */
  software: boolean;
  /** Why a GPU that is there is not used; left out where nothing stands against it. */
  unusedGpu?: string;
}

/** How the steps of a run are computed. */
export interface EngineInfo {
  /** False when each step goes through the tape of tfjs, many times slower. */
  compiled: boolean;
  /** Why it is not compiled. */
  reason: string | null;
  /** Kernels of one step, on a GPU its dispatches; 0 when not compiled. */
  kernels: number;
  /** Memory of weights, optimizer and what a step needs; 0 when not compiled. */
  bytes: number;
}

export type Metrics = Record<MetricKey, number>;

/** Values of the ranking metrics at each cutoff 1..20, by metric id; index 0 is k = 1. */
export type AtK = Record<string, number[]>;

export interface EvaluationResult {
  metrics: Metrics;
  atK: AtK;
  users: number;
  /** Users without held-out items, left out of the means. */
  skippedUsers: number;
  /** Of the metric that is kept unit by unit; left out where none is, or where there are too many units. */
  unitValues?: UnitValues;
}

export interface RunInfo {
  /** The whole spec, every default filled in. */
  spec: ExperimentSpec;
  backend: BackendInfo;
  /** Null for models that are not trained by steps. */
  engine: EngineInfo | null;
  numUsers: number;
  numItems: number;
  /** True of logs of clicks, where what stands as a user is a session. */
  ofClicks?: boolean;
  numTrain: number;
  numValidation: number;
  numTest: number;
  numParameters: number;
  stepsPerEpoch: number;
  /** What a reader of the numbers should know: dropped interactions, skipped users, optimistic protocols. */
  notes: string[];
  /** Best reachable validation metrics, where the truth is known (generated data). */
  oracle: Metrics | null;
  /** Which part the per-epoch metrics are measured on. */
  watchedPart: 'validation' | 'test' | 'none';
  /** True when nothing is chosen by what is watched: the last epoch is tested. */
  keepsLast: boolean;
  /** Parts of which every step of held-out sessions is asked; left out where each user is asked once. */
  everyStep?: { watched: boolean; test: boolean };
}

export type Phase =
  'loading' | 'splitting' | 'building' | 'compiling' | 'pretraining' | 'training' | 'evaluating' | 'testing';

export type RunEvent =
  | { type: 'phase'; phase: Phase; label: string; done: number; total: number }
  | { type: 'start'; info: RunInfo; resumedAtEpoch: number }
  | {
      type: 'step';
      /** The epoch in progress, from 1. */
      epoch: number;
      /** Steps finished in it. */
      step: number;
      stepsPerEpoch: number;
      /** Mean loss of the epoch so far. */
      loss: number;
      samplesPerSecond: number;
      /** Of a step, while the last few were counted. */
      msPerStep: number;
      elapsedMs: number;
    }
  | {
      type: 'epoch';
      epoch: number;
      /** Mean training loss of the epoch. */
      loss: number;
      /** On the watched part; empty when this epoch was not evaluated. */
      metrics: Metrics;
      atK: AtK;
      bestEpoch: number;
      learningRate: number;
      trainMs: number;
      evaluateMs: number;
      elapsedMs: number;
    }
  | { type: 'state'; state: 'running' | 'paused' }
  /** Something a reader of the numbers should know that was not known at the start. */
  | { type: 'note'; note: string }
  | {
      type: 'done';
      /** On the test part, with the weights of the best epoch. */
      metrics: Metrics;
      atK: AtK;
      bestEpoch: number;
      epochs: number;
      why: 'all epochs' | 'early stopping' | 'stopped by hand';
      evaluatedUsers: number;
      skippedUsers: number;
      elapsedMs: number;
      /** Of the watched metric, where it is a ratio of sums over users or items and these are not too many. */
      unitValues?: UnitValues;
    }
  | { type: 'failed'; error: ErrorReport; canResume: boolean };
