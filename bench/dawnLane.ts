/** One contender in a Node process of its own, with the WebGPU of Dawn: what a worker is in the browser. */
import { createRequire } from 'node:module';
import path from 'node:path';
import * as Comlink from 'comlink';
import { create, globals } from 'webgpu';
import { findAdapter } from './adapter';
import { allContenders } from './contenders/registry';
import { countGpuCalls } from './gpuCounters';
import { createLane } from './lane';
import { processEndpoint } from './processEndpoint';

Object.assign(globalThis, globals);
Object.defineProperty(globalThis, 'navigator', {
  value: { gpu: create([]), userAgent: `Node/${process.versions.node}` },
});

const folder = path.dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'));
const wasmBinaries = {
  simd: path.join(folder, 'tfjs-backend-wasm-simd.wasm'),
  plain: path.join(folder, 'tfjs-backend-wasm.wasm'),
};

Comlink.expose(
  createLane(allContenders, { wasmBinaries }, countGpuCalls(globalThis), findAdapter),
  processEndpoint({
    send: (message) => process.send!(message),
    on: (event, listener) => process.on(event, listener),
  }),
);
process.send!('ready');
