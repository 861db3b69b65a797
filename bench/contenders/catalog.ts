/** The contenders there are, in words. No code of theirs, so that a page can list them. */
export interface ContenderEntry {
  label: string;
  onGpu: boolean;
  /** For one of ours: what a program without this project would use on the same device. */
  stock: string | null;
}

export const contenders = {
  'ours-webgpu': { label: 'This page, GPU', onGpu: true, stock: 'tfjs-webgpu' },
  'ours-cpu': { label: 'This page, CPU', onGpu: false, stock: 'tfjs-wasm' },
  'tfjs-webgpu': { label: 'TensorFlow.js, WebGPU', onGpu: true, stock: null },
  'tfjs-wasm': { label: 'TensorFlow.js, WebAssembly', onGpu: false, stock: null },
  'jax-js-webgpu': { label: 'jax-js, WebGPU', onGpu: true, stock: null },
  'jax-js-wasm': { label: 'jax-js, WebAssembly', onGpu: false, stock: null },
} as const satisfies Record<string, ContenderEntry>;

export type ContenderId = keyof typeof contenders;
export const contenderIds = Object.keys(contenders) as ContenderId[];

/** Those whose library the page has anyway; the others are only there while it is developed. */
export const shippedIds = [
  'ours-webgpu',
  'ours-cpu',
  'tfjs-webgpu',
  'tfjs-wasm',
] as const satisfies ContenderId[];
export type ShippedId = (typeof shippedIds)[number];
