/** Starts the CPU path in Node, for unit tests: the same WebAssembly binary that the browser loads. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { startWasm } from '../engine/backends/wasm';

export async function startWasmInNode(): Promise<void> {
  const folder = dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'));
  const info = await startWasm({
    simd: join(folder, 'tfjs-backend-wasm-simd.wasm'),
    plain: join(folder, 'tfjs-backend-wasm.wasm'),
  });
  if (!info) throw new Error('WebAssembly did not start.');
}
