/** Addresses of the WebAssembly binaries, as the bundler serves them. */
import plain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import type { WasmBinaries } from './wasm';

export const wasmBinaries: WasmBinaries = { plain, simd };
