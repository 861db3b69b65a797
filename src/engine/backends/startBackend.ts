/** Chooses what a run computes on: a real GPU, else WebAssembly, else plain JavaScript. */
import { AppError } from '../../protocol/errors';
import type { Backend, BackendInfo } from '../../protocol/events';
import { startCpu } from './cpu';
import { startWasm, type WasmBinaries } from './wasm';
import { findAdapter, startWebGpu, type DeviceFaults } from './webgpu';

/**
 * Starts the backend asked for, or the best there is. WebGPU on a software adapter is slower than WebAssembly, so
 * it runs only when asked for by name.
 * @throws AppError `no-backend` when a backend asked for by name cannot start.
 */
export async function startBackend(
  forced: Backend | null,
  binaries: WasmBinaries,
  faults: DeviceFaults,
): Promise<BackendInfo> {
  if (forced === null || forced === 'webgpu') {
    const found = await findAdapter();
    if (found && (forced === 'webgpu' || !found.info.software) && (await startWebGpu(found.adapter, faults)))
      return found.info;
    if (forced === 'webgpu') {
      throw new AppError(
        'no-backend',
        'WebGPU cannot start: the browser offers no adapter.',
        'Use a current Chrome, Edge, Safari or Firefox with hardware acceleration on, or choose another backend.',
      );
    }
  }
  if (forced !== 'cpu') {
    const info = await startWasm(binaries).catch(() => null);
    if (info) return info;
    if (forced === 'wasm')
      throw new AppError(
        'no-backend',
        'WebAssembly cannot start in this browser.',
        'Allow WebAssembly for this page, or choose another backend.',
      );
  }
  return startCpu();
}
