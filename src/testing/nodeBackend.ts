/** Starts the CPU path in Node, for unit tests: the same WebAssembly binary that the browser loads. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { startWasm, type WasmBinaries } from '../engine/backends/wasm';

export function wasmBinariesInNode(): WasmBinaries {
  const folder = dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'));
  return {
    simd: join(folder, 'tfjs-backend-wasm-simd.wasm'),
    plain: join(folder, 'tfjs-backend-wasm.wasm'),
  };
}

export async function startWasmInNode(): Promise<void> {
  if (!(await startWasm(wasmBinariesInNode()))) throw new Error('WebAssembly did not start.');
}
