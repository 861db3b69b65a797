/** One run: train the model that was prepared, keep the best epoch, measure the test part. */
import type { SavedWeights } from '../engine/weightStore';
import type { Scorer } from '../evaluate/scorer';
import { AppError } from '../protocol/errors';
import type { BackendInfo, RunEvent } from '../protocol/events';
import { deleteCheckpoint, loadCheckpoint, saveCheckpoint, type Checkpoint } from './checkpoints';
import type { RunControl } from './control';
import { BestEpoch } from './earlyStopping';
import { fit, startOfTraining, type Position } from './fit';
import { fittedScorer } from './fittedScorer';
import { buildParts, disposeParts, pretrain, type TrainingParts } from './network';
import type { Prepared } from './prepare';
import { Report, type Ending } from './report';

/** Between checkpoints, at least. Writing one costs a copy of all weights. */
const checkpointEveryMs = 5000;

export class Session {
  readonly prepared: Prepared;
  private readonly control: RunControl;
  private readonly report: Report;
  private readonly runId: string;
  /** Looking at the loss is free on the CPU; on a GPU it means waiting. */
  private readonly lookAtEveryStep: boolean;
  private parts: TrainingParts | null = null;
  private best: BestEpoch;
  private bestWeights: SavedWeights | null = null;
  private checkpointedAt = performance.now();
  /** Scores with the weights as they are now; null until the model is built. */
  scorer: Scorer | null = null;
  /** Finished epochs; at the end the epoch whose weights are in use. */
  epoch = 0;
  finished = false;

  constructor(
    prepared: Prepared,
    backend: BackendInfo,
    runId: string,
    control: RunControl,
    emit: (event: RunEvent) => void,
  ) {
    this.prepared = prepared;
    this.control = control;
    this.report = new Report(prepared, backend, control, emit);
    this.runId = runId;
    this.lookAtEveryStep = backend.backend !== 'webgpu';
    this.best = new BestEpoch(prepared.watchedHigherIsBetter, prepared.spec.earlyStopping);
  }

  setLearningRate(learningRate: number): void {
    this.parts?.step.setLearningRate(learningRate);
  }

  /**
   * Trains and tests.
   * @param resume go on from the run's checkpoint, where there is one
   * @throws AppError for every fault of the run.
   */
  async run(resume: boolean): Promise<void> {
    if (this.prepared.model.fit) await this.runFitted();
    else await this.runTrained(resume);
    await deleteCheckpoint(this.runId);
  }

  private async runFitted(): Promise<void> {
    const { model, params, facts, spec, watched } = this.prepared;
    const fitted = await model.fit!({
      facts,
      params,
      seed: spec.seed,
      pace: async (done, total) => {
        await this.control.breatheOrStop();
        this.report.progress('building', model.label, done, total);
      },
    });
    this.scorer = fittedScorer(fitted, facts.numItems);
    await this.report.start(fitted.numParameters, 0, 0);
    const { metrics, atK, ms } = await this.report.evaluate(watched, this.scorer, 'evaluating');
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
    const { spec, model, params } = this.prepared;
    this.control.onState = (state) => this.report.emit({ type: 'state', state });
    const checkpoint = resume ? await this.findCheckpoint() : undefined;
    const pretrained = checkpoint
      ? new Map<string, SavedWeights>()
      : await pretrain(this.prepared, this.control, this.lookAtEveryStep, (label, done, total) =>
          this.report.progress('pretraining', label, done, total),
        );
    if (this.control.stopped)
      throw new AppError('cancelled', 'The run was stopped before it began.', 'Press Train to start again.');
    const parts = buildParts(this.prepared, model.id, params, pretrained);
    this.parts = parts;
    this.scorer = parts.trainable.scorer;
    const position = checkpoint ? this.restore(checkpoint, parts) : startOfTraining();
    await this.report.start(
      parts.trainable.weights.numParameters,
      parts.batches.stepsPerEpoch,
      position.epoch,
    );

    const completed = await fit(parts, spec.train.epochs, position, this.control, this.lookAtEveryStep, {
      onStep: ({ epoch, step, lossSum, samples }, samplesPerSecond) =>
        this.report.emit({
          type: 'step',
          epoch: epoch + 1,
          step,
          stepsPerEpoch: parts.batches.stepsPerEpoch,
          loss: lossSum / samples,
          samplesPerSecond,
          elapsedMs: this.report.elapsedMs,
        }),
      onRest: (at) => this.saveCheckpoint(at, parts),
      onEpoch: async (epoch, loss, trainMs) => {
        await this.endEpoch(parts, epoch, loss, trainMs);
        if (performance.now() - this.checkpointedAt > checkpointEveryMs)
          await this.saveCheckpoint(position, parts);
        return this.best.exhausted(epoch);
      },
    });
    if (this.bestWeights) parts.trainable.weights.restore(this.bestWeights);
    const why: Ending = !completed
      ? 'stopped by hand'
      : this.best.exhausted(position.epoch)
        ? 'early stopping'
        : 'all epochs';
    await this.finish(this.best.epoch || position.epoch, position.epoch, why);
    // The weights stay for "Look inside"; the optimizer's state is not needed any more.
    parts.step.dispose();
  }

  /** Measures the watched part after an epoch, and keeps the weights when it is the best yet. */
  private async endEpoch(
    { trainable, step }: TrainingParts,
    epoch: number,
    loss: number,
    trainMs: number,
  ): Promise<void> {
    const { spec, watched, split } = this.prepared;
    this.epoch = epoch;
    const due = epoch % spec.evaluation.every === 0 || epoch === spec.train.epochs;
    const evaluated = due ? await this.report.evaluate(watched, trainable.scorer, 'evaluating') : null;
    const value = evaluated?.metrics[spec.earlyStopping.metric];
    if (value !== undefined && !split.keepsLast && this.best.offer(epoch, value))
      this.bestWeights = await trainable.weights.save();
    this.report.emit({
      type: 'epoch',
      epoch,
      loss,
      metrics: evaluated?.metrics ?? {},
      atK: evaluated?.atK ?? {},
      // Where nothing is chosen the last epoch counts.
      bestEpoch: this.best.epoch || epoch,
      learningRate: step.learningRate,
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
    if (checkpoint && checkpoint.spec !== JSON.stringify(this.prepared.spec)) {
      throw new AppError(
        'bad-spec',
        'The saved state belongs to other settings.',
        'Restart the run from the beginning.',
      );
    }
    return checkpoint;
  }

  private restore(checkpoint: Checkpoint, { trainable, step }: TrainingParts): Position {
    trainable.weights.restore(checkpoint.weights);
    step.restore(checkpoint.optimizer);
    this.best.restore(checkpoint.best);
    this.bestWeights = checkpoint.bestWeights;
    this.report.elapsedBefore = checkpoint.elapsedMs;
    this.epoch = checkpoint.epoch;
    const { epoch, step: steps, lossSum, samples } = checkpoint;
    return { epoch, step: steps, lossSum, samples };
  }

  private async saveCheckpoint(position: Position, { trainable, step }: TrainingParts): Promise<void> {
    await saveCheckpoint({
      runId: this.runId,
      spec: JSON.stringify(this.prepared.spec),
      ...position,
      weights: await trainable.weights.save(),
      optimizer: await step.save(),
      best: this.best.save(),
      bestWeights: this.bestWeights,
      elapsedMs: this.report.elapsedMs,
    });
    this.checkpointedAt = performance.now();
  }

  /** Frees what the run holds. */
  dispose(): void {
    if (this.parts) disposeParts(this.parts);
    this.parts = null;
  }
}
