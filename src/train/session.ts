/** One run: train the model that was prepared, keep the best epoch, measure the test part. */
import { createBatches } from '../data/sample/batches';
import type { BatchSource } from '../data/sample/batch';
import type { NegativeSamplerDefinition } from '../data/sample/negativeSampler';
import { negativeSamplers } from '../data/sample/registry';
import { optimizers } from '../engine/optimizers/registry';
import { TrainingStep } from '../engine/trainingStep';
import type { SavedWeights } from '../engine/weightStore';
import type { Evaluator } from '../evaluate/evaluator';
import type { Scorer } from '../evaluate/scorer';
import { losses } from '../models/losses/registry';
import { models } from '../models/registry';
import { AppError } from '../protocol/errors';
import type { BackendInfo, EvaluationResult, RunEvent, RunInfo } from '../protocol/events';
import { pick, readParams } from '../protocol/registry';
import type { ExperimentSpec } from '../protocol/spec';
import { assemble, type Trainable } from './assemble';
import { deleteCheckpoint, loadCheckpoint, saveCheckpoint } from './checkpoints';
import type { RunControl } from './control';
import { BestEpoch } from './earlyStopping';
import { fit, type Position } from './fit';
import { fittedScorer } from './fittedScorer';
import { oracleScorer } from './oracleScorer';
import type { Prepared } from './prepare';

/** Between checkpoints, at least. Writing one costs a copy of all weights. */
const checkpointEveryMs = 5000;

type Emit = (event: RunEvent) => void;

export class Session {
  readonly prepared: Prepared;
  readonly control: RunControl;
  private readonly backend: BackendInfo;
  private readonly runId: string;
  private readonly emit: Emit;
  private readonly startedAt = performance.now();
  private elapsedBefore = 0;
  /** Scores with the weights as they are now; null until the model is built. */
  scorer: Scorer | null = null;
  epoch = 0;
  finished = false;
  private step: TrainingStep | null = null;

  constructor(prepared: Prepared, backend: BackendInfo, runId: string, control: RunControl, emit: Emit) {
    this.prepared = prepared;
    this.backend = backend;
    this.runId = runId;
    this.control = control;
    this.emit = emit;
  }

  setLearningRate(learningRate: number): void {
    this.step?.setLearningRate(learningRate);
  }

  private get elapsedMs(): number {
    return this.elapsedBefore + performance.now() - this.startedAt;
  }

  /** Trains and tests. @throws AppError for every fault of the run. */
  async run(resume: boolean): Promise<void> {
    if (this.prepared.model.fit) await this.runFitted();
    else await this.runTrained(resume);
  }

  private async runFitted(): Promise<void> {
    const { model, params, facts, spec } = this.prepared;
    this.emit({ type: 'phase', phase: 'building', label: model.label, done: 0, total: 1 });
    const fitted = await model.fit!({
      facts,
      params,
      seed: spec.seed,
      pace: async (done, total) => {
        await this.control.breatheOrStop();
        this.report('building', model.label, done, total);
      },
    });
    this.scorer = fittedScorer(fitted, facts.numItems);
    await this.announce(fitted.numParameters, 0, 0);
    const evaluated = await this.evaluate(this.prepared.watched, 'evaluating');
    this.epoch = 1;
    // One "epoch", so that a baseline stands in the same charts.
    this.emit({
      type: 'epoch',
      epoch: 1,
      loss: NaN,
      metrics: evaluated.metrics,
      atK: evaluated.atK,
      bestEpoch: 1,
      learningRate: NaN,
      trainMs: 0,
      evaluateMs: evaluated.ms,
      elapsedMs: this.elapsedMs,
    });
    await this.finish(1, 1, 'all epochs');
  }

  private async runTrained(resume: boolean): Promise<void> {
    const { spec, watchedHigherIsBetter } = this.prepared;
    const checkpoint = resume ? await loadCheckpoint(this.runId) : undefined;
    if (checkpoint && checkpoint.spec !== JSON.stringify(spec)) {
      throw new AppError(
        'bad-spec',
        'The saved state belongs to other settings.',
        'Restart the run from the beginning.',
      );
    }
    const pretrained = checkpoint ? new Map<string, SavedWeights>() : await this.pretrain();
    if (this.control.stopped)
      throw new AppError('cancelled', 'The run was stopped before it began.', 'Press Train to start again.');
    const trainable = this.assemble(
      this.prepared.model.id,
      this.prepared.params,
      checkpoint ? null : pretrained,
    );
    const step = this.makeStep(trainable);
    this.step = step;
    this.scorer = trainable.scorer;
    const batches = this.makeBatches();
    const best = new BestEpoch(watchedHigherIsBetter, spec.earlyStopping);
    let bestWeights: SavedWeights | null = null;
    const position: Position = { epoch: 0, step: 0, lossSum: 0, samples: 0 };
    if (checkpoint) {
      trainable.weights.restore(checkpoint.weights);
      step.restore(checkpoint.optimizer);
      best.restore(checkpoint.best);
      bestWeights = checkpoint.bestWeights;
      Object.assign(position, {
        epoch: checkpoint.epoch,
        step: checkpoint.step,
        lossSum: checkpoint.lossSum,
        samples: checkpoint.samples,
      });
      this.elapsedBefore = checkpoint.elapsedMs;
      this.epoch = checkpoint.epoch;
    }
    await this.announce(trainable.weights.numParameters, batches.stepsPerEpoch, position.epoch);

    let checkpointedAt = performance.now();
    const checkpointNow = async (): Promise<void> => {
      await saveCheckpoint({
        runId: this.runId,
        spec: JSON.stringify(spec),
        ...position,
        weights: await trainable.weights.save(),
        optimizer: await step.save(),
        best: best.save(),
        bestWeights,
        elapsedMs: this.elapsedMs,
      });
      checkpointedAt = performance.now();
    };
    this.control.onRest = checkpointNow;
    this.control.onState = (state) => this.emit({ type: 'state', state });

    let why: 'all epochs' | 'early stopping' = 'all epochs';
    const completed = await fit(
      trainable,
      step,
      batches,
      spec.train.epochs,
      position,
      this.control,
      this.backend.backend !== 'webgpu',
      {
        onStep: (at, samplesPerSecond) => {
          this.emit({
            type: 'step',
            epoch: at.epoch + 1,
            step: at.step,
            stepsPerEpoch: batches.stepsPerEpoch,
            loss: at.lossSum / at.samples,
            samplesPerSecond,
            elapsedMs: this.elapsedMs,
          });
        },
        onEpoch: async (epoch, loss, trainMs) => {
          this.epoch = epoch;
          const due = epoch % spec.evaluation.every === 0 || epoch === spec.train.epochs;
          const evaluated = due ? await this.evaluate(this.prepared.watched, 'evaluating') : null;
          const value = evaluated?.metrics[spec.earlyStopping.metric];
          if (value !== undefined ? best.offer(epoch, value) : !this.prepared.watched) {
            bestWeights = this.prepared.watched ? await trainable.weights.save() : null;
          }
          this.emit({
            type: 'epoch',
            epoch,
            loss,
            metrics: evaluated?.metrics ?? {},
            atK: evaluated?.atK ?? {},
            bestEpoch: best.epoch || epoch,
            learningRate: step.learningRate,
            trainMs,
            evaluateMs: evaluated?.ms ?? 0,
            elapsedMs: this.elapsedMs,
          });
          if (performance.now() - checkpointedAt > checkpointEveryMs) await checkpointNow();
          if (!best.exhausted(epoch)) return false;
          why = 'early stopping';
          return true;
        },
      },
    );
    if (bestWeights) trainable.weights.restore(bestWeights);
    await this.finish(best.epoch || position.epoch, position.epoch, completed ? why : 'stopped by hand');
    step.dispose();
    this.step = null;
  }

  /** Trains the models that this one starts from; [] for most. */
  private async pretrain(): Promise<Map<string, SavedWeights>> {
    const { model, params } = this.prepared;
    const trained = new Map<string, SavedWeights>();
    for (const { modelId, params: given, epochs } of model.pretrain?.(params) ?? []) {
      const definition = pick(models, 'model', modelId);
      const trainable = this.assemble(modelId, readParams(definition, given), null);
      const step = this.makeStep(trainable);
      const batches = this.makeBatches();
      const position: Position = { epoch: 0, step: 0, lossSum: 0, samples: 0 };
      await fit(trainable, step, batches, epochs, position, this.control, this.backend.backend !== 'webgpu', {
        onStep: (at) =>
          this.report(
            'pretraining',
            `${definition.label}, epoch ${at.epoch + 1} of ${epochs}`,
            at.epoch * batches.stepsPerEpoch + at.step,
            epochs * batches.stepsPerEpoch,
          ),
        onEpoch: () => Promise.resolve(false),
      });
      trained.set(modelId, await trainable.weights.save());
      step.dispose();
      trainable.dispose();
      if (this.control.stopped) break;
    }
    return trained;
  }

  private assemble(
    modelId: string,
    params: Record<string, unknown>,
    pretrained: ReadonlyMap<string, SavedWeights> | null,
  ): Trainable {
    const { facts, spec } = this.prepared;
    return assemble(pick(models, 'model', modelId), params, facts, {
      loss: spec.loss,
      seed: spec.seed,
      l2: spec.train.l2,
      pretrained: pretrained ?? new Map<string, SavedWeights>(),
    });
  }

  private makeStep(trainable: Trainable): TrainingStep {
    const { optimizer } = this.prepared.spec;
    const definition = pick(optimizers, 'optimizer', optimizer.id);
    return new TrainingStep(
      trainable.weights,
      definition,
      readParams(definition, optimizer.params) as ExperimentSpec['optimizer']['params'],
    );
  }

  private makeBatches(): BatchSource {
    const { spec, dataset, split, history, facts } = this.prepared;
    const sampler = pick<NegativeSamplerDefinition>(negativeSamplers, 'negative sampler', spec.negatives.id);
    return createBatches({
      feed: pick(losses, 'loss', spec.loss.id).feed,
      dataset,
      train: split.train,
      batchSize: spec.train.batchSize,
      negatives: spec.negatives,
      seed: spec.seed,
      sampler: sampler.create({
        numItems: facts.numItems,
        itemCounts: facts.itemCounts,
        params: readParams(sampler, spec.negatives.params),
      }),
      history,
    });
  }

  private async evaluate(
    evaluator: Evaluator | null,
    phase: 'evaluating' | 'testing',
  ): Promise<EvaluationResult & { ms: number }> {
    if (!evaluator) return { metrics: {}, atK: {}, users: 0, skippedUsers: 0, ms: 0 };
    const start = performance.now();
    const result = await evaluator.evaluate(
      this.scorer!,
      () => this.control.breathe(),
      (done, total) => this.report(phase, phase === 'testing' ? 'Test part' : 'Validation', done, total),
    );
    return { ...result, ms: performance.now() - start };
  }

  private async announce(
    numParameters: number,
    stepsPerEpoch: number,
    resumedAtEpoch: number,
  ): Promise<void> {
    const { spec, facts, split, watched, notes } = this.prepared;
    const oracle = oracleScorer(this.prepared);
    const reachable = oracle && watched ? await watched.evaluate(oracle, () => this.control.breathe()) : null;
    const info: RunInfo = {
      spec,
      backend: this.backend,
      numUsers: facts.numUsers,
      numItems: facts.numItems,
      numTrain: split.train.length,
      numValidation: split.watchedPart === 'validation' ? split.validation.length : 0,
      numTest: split.test.length,
      numParameters,
      stepsPerEpoch,
      notes,
      oracle: reachable?.metrics ?? null,
      watchedPart: split.watchedPart,
    };
    this.emit({ type: 'start', info, resumedAtEpoch });
  }

  private async finish(
    bestEpoch: number,
    epochs: number,
    why: 'all epochs' | 'early stopping' | 'stopped by hand',
  ): Promise<void> {
    const tested = await this.evaluate(this.prepared.test, 'testing');
    this.epoch = bestEpoch;
    this.finished = true;
    this.emit({
      type: 'done',
      metrics: tested.metrics,
      atK: tested.atK,
      bestEpoch,
      epochs,
      why,
      evaluatedUsers: tested.users,
      skippedUsers: tested.skippedUsers,
      elapsedMs: this.elapsedMs,
    });
    await deleteCheckpoint(this.runId).catch(() => undefined);
  }

  private reportedAt = 0;

  /** Progress, at most ten times a second. */
  private report(
    phase: 'building' | 'pretraining' | 'evaluating' | 'testing',
    label: string,
    done: number,
    total: number,
  ): void {
    const now = performance.now();
    if (now - this.reportedAt < 100) return;
    this.reportedAt = now;
    this.emit({ type: 'phase', phase, label, done, total });
  }
}
