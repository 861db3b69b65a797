/** Chooses what a run computes on: a real GPU, else WebAssembly, else plain JavaScript. */
import { AppError } from '../../protocol/errors';
import type { Backend, BackendInfo } from '../../protocol/events';
import type { ProgramHost } from '../programHost';
import { probeDevice } from '../webgpu/probe';
import { wasmSimdSupported } from '../wasm/support';
import * as tf from '../tf';
import { startCpu } from './cpu';
import { startWasm, type WasmBinaries } from './wasm';
import { findAdapter, openDevice, startWebGpu, type DeviceFaults } from './webgpu';

/** What a run computes on. */
export interface Compute {
  info: BackendInfo;
  /** Where compiled programs run; null where nothing can be compiled. */
  host: ProgramHost | null;
  /** Makes tfjs compute here too, for what is not compiled. @throws AppError `no-backend`. */
  startTensors(): Promise<void>;
  /** Another way, which may be faster for small steps: to be measured against. Null when this one was asked for. */
  rival: Compute | null;
}

/**
 * Starts the backend asked for, or the best there is. WebGPU on a software adapter is slower than WebAssembly, so
 * it runs only when asked for by name.
 * A GPU that fails the probe is not used.
 * @throws AppError `no-backend` when a backend asked for by name cannot start, or is not to be trusted.
 */
export async function startBackend(
  forced: Backend | null,
  binaries: WasmBinaries,
  faults: DeviceFaults,
): Promise<Compute> {
  let unusedGpu: string | null = null;
  if (forced === null || forced === 'webgpu') {
    const found = await findWebGpu(forced === 'webgpu', faults);
    if (found && 'compute' in found)
      return forced ? found.compute : { ...found.compute, rival: await findWasm(binaries) };
    if (forced === 'webgpu') throw found ? failsProbe(found.device, found.fault) : cannotStart.webgpu();
    if (found) unusedGpu = `${found.device} is not used, as it computes wrongly: ${found.fault}.`;
  }
  if (forced !== 'cpu') {
    const compute = await findWasm(binaries);
    if (compute) return unusedGpu ? { ...compute, info: { ...compute.info, unusedGpu } } : compute;
    if (forced === 'wasm') throw cannotStart.wasm();
  }
  return { info: await startCpu(), host: null, startTensors: () => Promise.resolve(), rival: null };
}

/** A device that was tried, or what is wrong with it; null where there is none. */
async function findWebGpu(
  softwareToo: boolean,
  faults: DeviceFaults,
): Promise<{ compute: Compute } | { device: string; fault: string } | null> {
  const found = await findAdapter();
  if (!found || (found.info.software && !softwareToo)) return null;
  const device = await openDevice(found.adapter, faults);
  const fault = await probeDevice(device);
  if (fault) {
    device.destroy();
    return { device: found.info.device, fault };
  }
  return {
    compute: {
      info: found.info,
      host: { kind: 'webgpu', device },
      startTensors: tensorsOn('webgpu', () => startWebGpu(device, found.adapter.info)),
      rival: null,
    },
  };
}

async function findWasm(binaries: WasmBinaries): Promise<Compute | null> {
  // Compiled programs need nothing but SIMD; the binary of tfjs is fetched when something is not compiled.
  if (wasmSimdSupported())
    return {
      info: { backend: 'wasm', device: 'WebAssembly SIMD', software: false },
      host: { kind: 'wasm' },
      startTensors: tensorsOn('wasm', () => startWasm(binaries)),
      rival: null,
    };
  const info = await startWasm(binaries).catch(() => null);
  return info && { info, host: null, startTensors: () => Promise.resolve(), rival: null };
}

/** Starts the backend of tfjs once, and makes it the current one each time. */
function tensorsOn(name: 'webgpu' | 'wasm', start: () => Promise<unknown>): () => Promise<void> {
  let started: Promise<unknown> | null = null;
  return async () => {
    started ??= start();
    if (!(await started) || !(await tf.setBackend(name))) throw cannotStart[name]();
  };
}

const failsProbe = (device: string, fault: string) =>
  new AppError(
    'no-backend',
    `${device} computes wrongly: ${fault}.`,
    'Choose WebAssembly as the backend, or update the browser and the driver of the GPU.',
  );

const cannotStart = {
  webgpu: () =>
    new AppError(
      'no-backend',
      'WebGPU cannot start: the browser offers no adapter.',
      'Use a current Chrome, Edge, Safari or Firefox with hardware acceleration on, or choose another backend.',
    ),
  wasm: () =>
    new AppError(
      'no-backend',
      'WebAssembly cannot start in this browser.',
      'Allow WebAssembly for this page, or choose another backend.',
    ),
};
