/** The training loop: epochs of steps, a loss per epoch, pauses, and a stop at the first number that is not finite. */
import { AppError } from '../protocol/errors';
import type { RunControl } from './control';
import type { Trainer } from './trainer';

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

/** Of the steps since the last look. */
export interface Speed {
  samplesPerSecond: number;
  msPerStep: number;
}

export interface FitHooks {
  /** After each step that was waited for, a few times a second. */
  onStep(position: Position, speed: Speed): void;
  /** In a pause, with the losses up to here counted. */
  onRest(position: Position): Promise<void>;
  /** After each epoch, with its mean loss; true ends training. */
  onEpoch(epoch: number, meanLoss: number, trainMs: number): Promise<boolean>;
}

/** Between two looks at the losses; on a GPU a look means waiting for it. */
const lookEveryMs = 100;
/** How long the steps handed over at a time should take: short beside a pause, long beside what handing over costs. */
const stretchMs = 10;

/**
 * Trains from `position` to the end of epoch `epochs`, or until stopped.
 * @returns false when stopped by hand.
 * @throws AppError `non-finite` naming epoch, step and weight.
 */
export async function fit(
  trainer: Trainer,
  epochs: number,
  position: Position,
  control: RunControl,
  hooks: FitHooks,
): Promise<boolean> {
  let stretch = 1;
  let unread = 0;
  const look = async () => {
    unread = 0;
    await addLosses(trainer, position);
  };
  control.onRest = async () => {
    await look();
    await hooks.onRest(position);
  };
  while (position.epoch < epochs) {
    const epoch = position.epoch + 1;
    let looked = performance.now();
    let trainMs = 0;
    let samplesSinceLook = 0;
    let stepsSinceLook = 0;
    while (position.step < trainer.stepsPerEpoch) {
      const beforeGate = performance.now();
      const go = await control.mayStep();
      const handedOver = performance.now();
      // Time spent in a pause is no training time.
      const gateMs = handedOver - beforeGate;
      if (gateMs > lookEveryMs) looked += gateMs;
      if (!go) return false;
      const left = Math.min(trainer.stepsPerEpoch - position.step, trainer.maxUnread - unread);
      const count = control.stepping ? 1 : Math.min(stretch, left);
      trainer.run(epoch, position.step, count);
      await trainer.ready();
      const perStep = (performance.now() - handedOver) / count;
      stretch = Math.max(1, Math.min(stretch * 2, Math.floor(stretchMs / Math.max(perStep, 1e-3))));
      unread += count;
      stepsSinceLook += count;
      for (const end = position.step + count; position.step < end; position.step++) {
        position.samples += trainer.rowsOf(position.step);
        samplesSinceLook += trainer.rowsOf(position.step);
      }
      const isLast = position.step === trainer.stepsPerEpoch;
      const isDue = isLast || control.stepping || performance.now() - looked >= lookEveryMs;
      if (!isDue && unread < trainer.maxUnread) continue;
      await look();
      // A clock may be too coarse to see a step pass.
      const elapsed = Math.max(performance.now() - looked, 0.01);
      trainMs += elapsed;
      hooks.onStep(position, {
        samplesPerSecond: (samplesSinceLook / elapsed) * 1000,
        msPerStep: elapsed / stepsSinceLook,
      });
      looked = performance.now();
      samplesSinceLook = 0;
      stepsSinceLook = 0;
    }
    const meanLoss = position.lossSum / position.samples;
    Object.assign(position, startOfTraining(), { epoch });
    if (await hooks.onEpoch(epoch, meanLoss, trainMs)) return true;
  }
  return true;
}

/** Adds up the losses since the last look, one by one: their sum is then the same whenever the looks come. */
async function addLosses(trainer: Trainer, position: Position): Promise<void> {
  const losses = await trainer.takeLosses();
  for (let index = 0; index < losses.length; index++) {
    position.lossSum += losses[index]!;
    if (!Number.isFinite(position.lossSum))
      throw await notFinite(trainer, position, position.step - losses.length + index + 1);
  }
}

/** @param step the first whose loss is not finite, from 1 */
async function notFinite(trainer: Trainer, { epoch, lossSum }: Position, step: number): Promise<AppError> {
  const weights = await trainer.saveWeights();
  const broken = Object.entries(weights).find(([, values]) => !values.every(Number.isFinite))?.[0];
  return new AppError(
    'non-finite',
    `The loss is no longer a finite number (${lossSum}) from epoch ${epoch + 1}, step ${step} on.` +
      (broken
        ? ` The weights "${broken}" now hold values that are not finite.`
        : ' All weights are still finite, so the loss itself overflowed.'),
    `Lower the learning rate (now ${trainer.learningRate}), or raise the L2 penalty, and restart.`,
  );
}
