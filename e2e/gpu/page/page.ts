/** Hands the calls of a test on to the worker, where the GPU is used in the app too. */
import * as Comlink from 'comlink';
import type { GpuChecks } from './gpu.worker';

declare global {
  interface Window {
    gpuChecks: Comlink.Remote<GpuChecks>;
  }
}

window.gpuChecks = Comlink.wrap<GpuChecks>(
  new Worker(new URL('./gpu.worker.ts', import.meta.url), { type: 'module' }),
);
