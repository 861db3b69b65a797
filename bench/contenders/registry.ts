/** How every contender is started. Each is loaded in a worker of its own, so none sees another's globals or memory. */
import type { ContenderId } from './catalog';
import type { LoadContender } from './contender';
import { shippedContenders } from './shipped';

export const allContenders: Record<ContenderId | 'reference', LoadContender> = {
  ...shippedContenders,
  'jax-js-webgpu': async () => (await import('./jax')).startJaxWebGpu,
  'jax-js-wasm': async () => (await import('./jax')).startJaxWasm,
};
