/** Stock tfjs on WebAssembly, with the one kernel added without which it cannot train an embedding. */
import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { wasmHeap } from '../../src/engine/backends/wasmHeap';
import { registerUnsortedSegmentSum } from '../../src/engine/kernels/unsortedSegmentSum';
import type { StartContender } from './contender';
import { tfjs } from './tfjs';

export const startTfjsWasm: StartContender = async ({ wasmBinaries }) => {
  // One thread, as everywhere that is not cross-origin isolated.
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  setWasmPaths({
    'tfjs-backend-wasm.wasm': wasmBinaries.plain,
    'tfjs-backend-wasm-simd.wasm': wasmBinaries.simd,
    'tfjs-backend-wasm-threaded-simd.wasm': wasmBinaries.simd,
  });
  if (!(await tf.setBackend('wasm'))) throw new Error('tfjs cannot start WebAssembly.');
  const heap = wasmHeap();
  registerUnsortedSegmentSum('wasm', heap.view, heap.allocate);
  return tfjs;
};
