/** One run: train the model that was prepared, keep the best epoch, measure the test part. */
import type { Compute } from '../engine/backends/startBackend';
import { decayFactor } from '../engine/optimizers/decay';
import type { SavedWeights } from '../engine/weightStore';
import { AppError, toAppError } from '../protocol/errors';
import type { RunEvent } from '../protocol/events';
import type { LearnedVectors } from '../protocol/trainService';
import { deleteCheckpoint, loadCheckpoint, saveCheckpoint, type Checkpoint } from './checkpoints';
import type { RunControl } from './control';
import { BestEpoch } from './earlyStopping';
import { fit, startOfTraining, type Position } from './fit';
import { chooseCompute } from './chooseCompute';
import { Report, type Ending } from './report';
import type { OnProgress, RunTask } from './task';
import type { Trainer } from './trainer';

/** Between checkpoints, at least. Writing one costs a copy of all weights. */
const checkpointEveryMs = 5000;

/** `T`: the task, `S`: its scorer. */
export class Session<S = unknown, T extends RunTask<S> = RunTask<S>> {
  readonly task: T;
  private readonly control: RunControl;
  private readonly report: Report<S>;
  private readonly runId: string;
  private readonly compute: Compute;
  private trainer: Trainer<S> | null = null;
  private best: BestEpoch;
  private bestWeights: SavedWeights | null = null;
  private checkpointedAt = performance.now();
  private toldUnkept = false;
  /** Scores with the weights as they are now; null until the model is built. */
  scorer: S | null = null;
  /** Finished epochs; at the end the epoch whose weights are in use. */
  epoch = 0;
  finished = false;

  constructor(
    task: T,
    compute: Compute,
    runId: string,
    control: RunControl,
    emit: (event: RunEvent) => void,
  ) {
    this.task = task;
    this.control = control;
    this.report = new Report(task, control, emit);
    this.runId = runId;
    this.compute = compute;
    this.best = new BestEpoch(task.watchedHigherIsBetter, task.spec.earlyStopping);
  }

  setLearningRate(learningRate: number): void {
    if (this.trainer) this.trainer.learningRate = learningRate;
  }

  /**
   * Trains and tests.
   * @param resume go on from the run's checkpoint, where there is one
   * @throws AppError for every fault of the run.
   */
  async run(resume: boolean): Promise<void> {
    const { fit: fitModel } = this.task;
    if (fitModel) await this.runFitted(fitModel);
    else await this.runTrained(resume);
    await this.stored(deleteCheckpoint(this.runId), false);
  }

  /** What the finished run has learned of each item; null where its model has none. @throws AppError before its end. */
  async itemVectors(): Promise<LearnedVectors | null> {
    if (!this.finished || !this.scorer)
      throw new AppError('data-missing', 'The run has not ended yet.', 'Wait for its end, or stop it.');
    const saved = (): Promise<SavedWeights> => this.trainer?.saveWeights() ?? Promise.resolve({});
    return (await this.task.itemVectors?.(this.scorer, saved)) ?? null;
  }

  private async runFitted(fitModel: NonNullable<RunTask<S>['fit']>): Promise<void> {
    const fitted = await fitModel(async (done, total) => {
      await this.control.breatheOrStop();
      this.report.progress('building', 'Computing the model', done, total);
    });
    this.scorer = fitted.scorer;
    await this.report.start(
      this.compute.info,
      { engine: null, numParameters: fitted.numParameters, stepsPerEpoch: 0 },
      0,
    );
    const { metrics, atK, ms } = await this.report.evaluate('watched', this.scorer);
    // One "epoch", so that a baseline stands in the same charts. It has no loss and no learning rate.
    this.report.emit({
      type: 'epoch',
      epoch: 1,
      loss: NaN,
      metrics,
      atK,
      bestEpoch: 1,
      learningRate: NaN,
      trainMs: 0,
      evaluateMs: ms,
      elapsedMs: this.report.elapsedMs,
    });
    await this.finish(1, 1, 'all epochs');
  }

  private async runTrained(resume: boolean): Promise<void> {
    const { task } = this;
    const { spec } = task;
    this.control.onState = (state) => this.report.emit({ type: 'state', state });
    const checkpoint = resume ? await this.findCheckpoint() : undefined;
    const onCompiling: OnProgress = (label, done, total) =>
      this.report.progress('compiling', label, done, total);
    const compute = await chooseCompute(task, this.compute, onCompiling);
    const pretrained = await task.pretrain(
      compute,
      this.control,
      checkpoint !== undefined,
      (label, done, total) => this.report.progress('pretraining', label, done, total),
    );
    if (this.control.stopped)
      throw new AppError('cancelled', 'The run was stopped before it began.', 'Press Train to start again.');
    const trainer = await task.createTrainer(compute, pretrained, onCompiling);
    this.trainer = trainer;
    this.scorer = trainer.scorer;
    const position = checkpoint ? this.restore(checkpoint, trainer) : startOfTraining();
    await this.report.start(compute.info, trainer, position.epoch);

    const completed = await fit(trainer, spec.train.epochs, position, this.control, {
      onStep: ({ epoch, step, lossSum, samples }, speed) =>
        this.report.emit({
          type: 'step',
          epoch: epoch + 1,
          step,
          stepsPerEpoch: trainer.stepsPerEpoch,
          loss: lossSum / samples,
          ...speed,
          elapsedMs: this.report.elapsedMs,
        }),
      onRest: (at) => this.saveCheckpoint(at, trainer),
      onEpoch: async (epoch, loss, trainMs) => {
        await this.endEpoch(trainer, epoch, loss, trainMs);
        if (performance.now() - this.checkpointedAt > checkpointEveryMs)
          await this.saveCheckpoint(position, trainer);
        return this.best.exhausted(epoch);
      },
    });
    if (this.bestWeights) trainer.restoreWeights(this.bestWeights);
    const why: Ending = !completed
      ? 'stopped by hand'
      : this.best.exhausted(position.epoch)
        ? 'early stopping'
        : 'all epochs';
    await this.finish(this.best.epoch || position.epoch, position.epoch, why);
  }

  /** Measures the watched part after an epoch, and keeps the weights when it is the best yet. */
  private async endEpoch(trainer: Trainer<S>, epoch: number, loss: number, trainMs: number): Promise<void> {
    const { spec, keepsLast } = this.task;
    this.epoch = epoch;
    const due = epoch % spec.evaluation.every === 0 || epoch === spec.train.epochs;
    const evaluated = due ? await this.report.evaluate('watched', trainer.scorer) : null;
    const value = evaluated?.metrics[spec.earlyStopping.metric];
    if (value !== undefined && !keepsLast && this.best.offer(epoch, value))
      this.bestWeights = await trainer.saveWeights();
    this.report.emit({
      type: 'epoch',
      epoch,
      loss,
      metrics: evaluated?.metrics ?? {},
      atK: evaluated?.atK ?? {},
      // Where nothing is chosen the last epoch counts.
      bestEpoch: this.best.epoch || epoch,
      // As in the last step of the epoch.
      learningRate: trainer.learningRate * decayFactor(epoch * trainer.stepsPerEpoch, spec.train),
      trainMs,
      evaluateMs: evaluated?.ms ?? 0,
      elapsedMs: this.report.elapsedMs,
    });
  }

  private async finish(bestEpoch: number, epochs: number, why: Ending): Promise<void> {
    this.epoch = bestEpoch;
    this.finished = true;
    await this.report.end(this.scorer!, bestEpoch, epochs, why);
  }

  private async findCheckpoint(): Promise<Checkpoint | undefined> {
    const checkpoint = await loadCheckpoint(this.runId);
    if (checkpoint && checkpoint.spec !== JSON.stringify(this.task.spec)) {
      throw new AppError(
        'bad-spec',
        'The saved state belongs to other settings.',
        'Restart the run from the beginning.',
      );
    }
    return checkpoint;
  }

  private restore(checkpoint: Checkpoint, trainer: Trainer<S>): Position {
    trainer.restoreWeights(checkpoint.weights);
    trainer.restoreOptimizer(checkpoint.optimizer);
    this.best.restore(checkpoint.best);
    this.bestWeights = checkpoint.bestWeights;
    this.report.elapsedBefore = checkpoint.elapsedMs;
    this.epoch = checkpoint.epoch;
    const { epoch, step: steps, lossSum, samples } = checkpoint;
    return { epoch, step: steps, lossSum, samples };
  }

  private async saveCheckpoint(position: Position, trainer: Trainer<S>): Promise<void> {
    const checkpoint: Checkpoint = {
      runId: this.runId,
      spec: JSON.stringify(this.task.spec),
      ...position,
      weights: await trainer.saveWeights(),
      optimizer: await trainer.saveOptimizer(),
      best: this.best.save(),
      bestWeights: this.bestWeights,
      elapsedMs: this.report.elapsedMs,
    };
    await this.stored(saveCheckpoint(checkpoint), true);
    this.checkpointedAt = performance.now();
  }

  /** Waits for storage. A run goes on without it, and says once that it cannot be resumed. */
  private async stored(work: Promise<unknown>, isNeeded: boolean): Promise<void> {
    try {
      await work;
    } catch (thrown) {
      const { code, what } = toAppError(thrown);
      if (code !== 'storage') throw thrown;
      if (isNeeded && !this.toldUnkept) {
        this.toldUnkept = true;
        this.report.emit({ type: 'note', note: `If it is interrupted, this run cannot go on. ${what}` });
      }
    }
  }

  /** Frees what the run holds. */
  dispose(): void {
    this.trainer?.dispose();
    this.trainer = null;
  }
}
