/** The contenders there are. Each is loaded in a worker of its own, so none sees another's globals or memory. */
import type { StartContender } from './contender';

export const contenderIds = [
  'ours-webgpu',
  'ours-cpu',
  'tfjs-webgpu',
  'tfjs-wasm',
  'jax-js-webgpu',
  'jax-js-wasm',
] as const;
export type ContenderId = (typeof contenderIds)[number];

/** `reference` is not timed: it says what the others have to arrive at. */
export const loadContender: Record<ContenderId | 'reference', () => Promise<StartContender>> = {
  reference: async () => (await import('./reference')).startReference,
  'ours-webgpu': async () => (await import('./ours')).startOursWebGpu,
  'ours-cpu': async () => (await import('./ours')).startOursCpu,
  'tfjs-webgpu': async () => (await import('./tfjsWebgpu')).startTfjsWebGpu,
  'tfjs-wasm': async () => (await import('./tfjsWasm')).startTfjsWasm,
  'jax-js-webgpu': async () => (await import('./jax')).startJaxWebGpu,
  'jax-js-wasm': async () => (await import('./jax')).startJaxWasm,
};
