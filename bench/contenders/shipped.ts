/** How the contenders that the page has are started. Each is loaded in a worker of its own. */
import type { ShippedId } from './catalog';
import type { LoadContender } from './contender';

/** `reference` is not timed: it says what the others have to arrive at. */
export const shippedContenders: Record<ShippedId | 'reference', LoadContender> = {
  reference: async () => (await import('./reference')).startReference,
  'ours-webgpu': async () => (await import('./ours')).startOursWebGpu,
  'ours-cpu': async () => (await import('./ours')).startOursCpu,
  'tfjs-webgpu': async () => (await import('./tfjsWebgpu')).startTfjsWebGpu,
  'tfjs-wasm': async () => (await import('./tfjsWasm')).startTfjsWasm,
};
