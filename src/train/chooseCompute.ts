/** Whether a run is trained on the GPU or on the CPU, by a short measurement of its own steps. */
import type { Compute } from '../engine/backends/startBackend';
import { AppError } from '../protocol/errors';
import type { OnProgress, RunTask } from './task';

function nullIfTooLarge(error: unknown): null {
  if (error instanceof AppError && error.code === 'too-large') return null;
  throw error;
}

/** A first stretch of steps fills caches and wakes a GPU; the second is timed. */
const warmUpSteps = 3;
const mostTimedSteps = 20;

/**
 * The faster of the two ways for the steps of this run, where there are two: small models may train faster on the CPU
 * than a GPU is told what to do.
 */
export async function chooseCompute(
  task: RunTask,
  compute: Compute,
  onProgress: OnProgress,
): Promise<Compute> {
  const { rival } = compute;
  if (!rival) return compute;
  onProgress('Comparing GPU and CPU', 0, 0);
  const ms = await stepTime(task, compute);
  return (await stepTime(task, rival)) < ms ? rival : compute;
}

/** Milliseconds per step; Infinity where the step cannot be compiled, or has no room. */
async function stepTime(task: RunTask, compute: Compute): Promise<number> {
  const trainer = await task.createTrainer(compute, new Map(), () => {}).catch(nullIfTooLarge);
  if (!trainer) return Infinity;
  try {
    if (!trainer.engine.compiled) return Infinity;
    const run = async (steps: number): Promise<void> => {
      trainer.run(1, 0, Math.min(steps, trainer.stepsPerEpoch));
      // Reading the losses waits for the steps.
      await trainer.takeLosses();
    };
    await run(warmUpSteps);
    const steps = Math.min(mostTimedSteps, trainer.stepsPerEpoch);
    const start = performance.now();
    await run(steps);
    return (performance.now() - start) / steps;
  } finally {
    trainer.dispose();
  }
}
