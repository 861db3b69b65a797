/** What a session tells of itself: its start, its progress, measurements, its end. */
import type { BackendInfo, EvaluationResult, Phase, RunEvent, RunInfo } from '../protocol/events';
import type { RunControl } from './control';
import type { MeasuredPart, RunTask } from './task';

/** Between two progress messages, at least. */
const reportEveryMs = 100;

export type Ending = 'all epochs' | 'early stopping' | 'stopped by hand';

export class Report<S> {
  private readonly task: RunTask<S>;
  private readonly control: RunControl;
  readonly emit: (event: RunEvent) => void;
  private readonly startedAt = performance.now();
  /** Time of earlier sessions of the same run. */
  elapsedBefore = 0;
  private reportedPhase: Phase | null = null;
  private reportedAt = 0;

  constructor(task: RunTask<S>, control: RunControl, emit: (event: RunEvent) => void) {
    this.task = task;
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
    const { spec, counts, watchedPart, keepsLast, everyStep, notes } = this.task;
    const oracle = this.task.oracle();
    const reachable =
      oracle &&
      (await this.task.evaluate(
        'watched',
        oracle,
        () => this.control.breathe(),
        () => {},
      ));
    this.emit({
      type: 'start',
      resumedAtEpoch,
      info: {
        spec,
        backend,
        ...counts,
        engine: trained.engine,
        numParameters: trained.numParameters,
        stepsPerEpoch: trained.stepsPerEpoch,
        notes: [...notes],
        oracle: reachable?.metrics ?? null,
        watchedPart,
        keepsLast,
        ...(everyStep && { everyStep }),
      },
    });
  }

  /** Measures a part; nothing where there is none. */
  async evaluate(part: MeasuredPart, scorer: S): Promise<EvaluationResult & { ms: number }> {
    const start = performance.now();
    const [phase, label] =
      part === 'test' ? (['testing', 'Test part'] as const) : (['evaluating', 'Validation'] as const);
    const result = await this.task.evaluate(
      part,
      scorer,
      () => this.control.breathe(),
      (done, total) => this.progress(phase, label, done, total),
    );
    if (!result) return { metrics: {}, atK: {}, users: 0, skippedUsers: 0, ms: 0 };
    return { ...result, ms: performance.now() - start };
  }

  /** Measures the test part and ends the run. */
  async end(scorer: S, bestEpoch: number, epochs: number, why: Ending): Promise<void> {
    const { metrics, atK, users, skippedUsers, unitValues } = await this.evaluate('test', scorer);
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
      ...(unitValues && { unitValues }),
    });
  }
}
