/** The training loop: epochs of steps, a loss per epoch, pauses, and a stop at the first number that is not finite. */
import type { TrainingStep } from '../engine/trainingStep';
import { AppError } from '../protocol/errors';
import { toTensors, type Trainable } from './assemble';
import type { RunControl } from './control';
import type { TrainingParts } from './network';

/** Where a run stands inside its epochs; also what a checkpoint keeps. */
export interface Position {
  /** Finished epochs. */
  epoch: number;
  /** Finished steps of the epoch in progress, with the sum of the losses of their samples. */
  step: number;
  lossSum: number;
  samples: number;
}

export const startOfTraining = (): Position => ({ epoch: 0, step: 0, lossSum: 0, samples: 0 });

export interface FitHooks {
  /** After each step that was waited for, a few times a second. */
  onStep(position: Position, samplesPerSecond: number): void;
  /** In a pause, with the losses up to here counted. */
  onRest(position: Position): Promise<void>;
  /** After each epoch, with its mean loss; true ends training. */
  onEpoch(epoch: number, meanLoss: number, trainMs: number): Promise<boolean>;
}

/** Losses are looked at this often on backends where a look means waiting for the GPU. */
const lookEveryMs = 100;

/**
 * Trains from `position` to the end of epoch `epochs`, or until stopped.
 * @returns false when stopped by hand.
 * @throws AppError `non-finite` naming epoch, step and weight.
 */
export async function fit(
  { trainable, step, batches }: TrainingParts,
  epochs: number,
  position: Position,
  control: RunControl,
  lookAtEveryStep: boolean,
  hooks: FitHooks,
): Promise<boolean> {
  control.onRest = async () => {
    position.lossSum += await takeFiniteLoss(trainable, step, position);
    await hooks.onRest(position);
  };
  while (position.epoch < epochs) {
    const epoch = position.epoch + 1;
    let looked = performance.now();
    let trainMs = 0;
    let samplesSinceLook = 0;
    while (position.step < batches.stepsPerEpoch) {
      const beforeGate = performance.now();
      const go = await control.mayStep();
      // Time spent in a pause is no training time.
      const gateMs = performance.now() - beforeGate;
      if (gateMs > lookEveryMs) looked += gateMs;
      if (!go) return false;
      const batch = batches.batch(epoch, position.step);
      const at = { epoch, step: position.step };
      step.run(() => trainable.objective(toTensors(batch), at), batch.size);
      position.step++;
      position.samples += batch.size;
      samplesSinceLook += batch.size;
      const isLast = position.step === batches.stepsPerEpoch;
      const sinceLook = performance.now() - looked;
      if (lookAtEveryStep || isLast || sinceLook >= lookEveryMs) {
        position.lossSum += await takeFiniteLoss(trainable, step, position);
      }
      if (isLast || sinceLook >= lookEveryMs || control.stepping) {
        const elapsed = performance.now() - looked;
        trainMs += elapsed;
        hooks.onStep(position, (samplesSinceLook / Math.max(elapsed, 0.01)) * 1000);
        looked = performance.now();
        samplesSinceLook = 0;
      }
    }
    const meanLoss = position.lossSum / position.samples;
    Object.assign(position, startOfTraining(), { epoch });
    if (await hooks.onEpoch(epoch, meanLoss, trainMs)) return true;
  }
  return true;
}

/** Sum of the losses since the last look. */
async function takeFiniteLoss(trainable: Trainable, step: TrainingStep, position: Position): Promise<number> {
  const sum = await step.takeLossSum();
  if (Number.isFinite(sum)) return sum;
  const weights = await trainable.weights.save();
  const broken = Object.entries(weights).find(([, values]) => !values.every(Number.isFinite))?.[0];
  throw new AppError(
    'non-finite',
    `The loss is no longer a finite number (${sum}) at epoch ${position.epoch + 1}, step ${position.step}.` +
      (broken
        ? ` The weights "${broken}" hold values that are not finite.`
        : ' All weights are still finite, so the loss itself overflowed.'),
    `Lower the learning rate (now ${step.learningRate}), or raise the L2 penalty, and restart.`,
  );
}
