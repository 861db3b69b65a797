/** The WebAssembly backend (SIMD, one thread), with the kernels that training needs and tfjs lacks. */
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import type { BackendInfo } from '../../protocol/events';
import { registerTransposedMatMul } from '../kernels/transposedMatMul';
import { registerUnsortedSegmentSum } from '../kernels/unsortedSegmentSum';
import * as tf from '../tf';
import { wasmHeap } from './wasmHeap';

/** Where the two binaries lie; a bundler or Node says so. */
export interface WasmBinaries {
  simd: string;
  plain: string;
}

/**
 * Starts the backend. One thread: more would need a cross-origin isolated page, and fixed order keeps results
 * the same to the last digit.
 */
export async function startWasm(binaries: WasmBinaries): Promise<BackendInfo | null> {
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  setWasmPaths({
    'tfjs-backend-wasm.wasm': binaries.plain,
    'tfjs-backend-wasm-simd.wasm': binaries.simd,
    'tfjs-backend-wasm-threaded-simd.wasm': binaries.simd,
  });
  if (!(await tf.setBackend('wasm'))) return null;
  const heap = wasmHeap();
  registerUnsortedSegmentSum('wasm', heap.view, heap.allocate);
  registerTransposedMatMul();
  const simd = await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT');
  return { backend: 'wasm', device: simd ? 'WebAssembly SIMD' : 'WebAssembly', software: false };
}
