/** What a session tells of itself: its start, its progress, measurements, its end. */
import type { Evaluator } from '../evaluate/evaluator';
import type { Scorer } from '../evaluate/scorer';
import type { BackendInfo, EvaluationResult, Phase, RunEvent, RunInfo } from '../protocol/events';
import type { RunControl } from './control';
import { oracleScorer } from './oracleScorer';
import type { Prepared } from './prepare';

/** Between two progress messages, at least. */
const reportEveryMs = 100;

export type Ending = 'all epochs' | 'early stopping' | 'stopped by hand';

export class Report {
  private readonly prepared: Prepared;
  private readonly control: RunControl;
  readonly emit: (event: RunEvent) => void;
  private readonly startedAt = performance.now();
  /** Time of earlier sessions of the same run. */
  elapsedBefore = 0;
  private reportedPhase: Phase | null = null;
  private reportedAt = 0;

  constructor(prepared: Prepared, control: RunControl, emit: (event: RunEvent) => void) {
    this.prepared = prepared;
    this.control = control;
    this.emit = emit;
  }

  /** Time the run has worked, pauses left out. */
  get elapsedMs(): number {
    return this.elapsedBefore + performance.now() - this.startedAt - this.control.restedMs;
  }

  /** Progress of a phase, at most ten times a second; its beginning always. */
  progress(phase: Phase, label: string, done: number, total: number): void {
    const now = performance.now();
    if (phase === this.reportedPhase && now - this.reportedAt < reportEveryMs) return;
    this.reportedPhase = phase;
    this.reportedAt = now;
    this.emit({ type: 'phase', phase, label, done, total });
  }

  /** Announces the run, with the best reachable metrics where the truth is known. */
  async start(
    backend: BackendInfo,
    trained: Pick<RunInfo, 'engine' | 'numParameters' | 'stepsPerEpoch'>,
    resumedAtEpoch: number,
  ): Promise<void> {
    const { spec, facts, split, watched, notes } = this.prepared;
    const oracle = oracleScorer(this.prepared);
    const reachable = oracle && watched ? await watched.evaluate(oracle, () => this.control.breathe()) : null;
    this.emit({
      type: 'start',
      resumedAtEpoch,
      info: {
        spec,
        backend,
        numUsers: facts.numUsers,
        numItems: facts.numItems,
        numTrain: split.train.length,
        numValidation: split.watchedPart === 'validation' ? split.validation.length : 0,
        numTest: split.test.length,
        engine: trained.engine,
        numParameters: trained.numParameters,
        stepsPerEpoch: trained.stepsPerEpoch,
        notes,
        oracle: reachable?.metrics ?? null,
        watchedPart: split.watchedPart,
        keepsLast: split.keepsLast,
      },
    });
  }

  /** Measures a part; nothing where there is none. */
  async evaluate(
    evaluator: Evaluator | null,
    scorer: Scorer,
    phase: 'evaluating' | 'testing',
  ): Promise<EvaluationResult & { ms: number }> {
    if (!evaluator) return { metrics: {}, atK: {}, users: 0, skippedUsers: 0, ms: 0 };
    const start = performance.now();
    const label = phase === 'testing' ? 'Test part' : 'Validation';
    const result = await evaluator.evaluate(
      scorer,
      () => this.control.breathe(),
      (done, total) => this.progress(phase, label, done, total),
    );
    return { ...result, ms: performance.now() - start };
  }

  /** Measures the test part and ends the run. */
  async end(scorer: Scorer, bestEpoch: number, epochs: number, why: Ending): Promise<void> {
    const { metrics, atK, users, skippedUsers } = await this.evaluate(this.prepared.test, scorer, 'testing');
    this.emit({
      type: 'done',
      metrics,
      atK,
      bestEpoch,
      epochs,
      why,
      evaluatedUsers: users,
      skippedUsers,
      elapsedMs: this.elapsedMs,
    });
  }
}
