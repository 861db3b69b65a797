/** The WebGPU backend on a device of our own, so that losing it is heard and all its limits can be used. */
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { BackendInfo } from '../../protocol/events';
import * as tf from '../tf';
import { isSoftwareAdapter } from '../webgpu/softwareAdapter';

export interface DeviceFaults {
  /** The device is gone; nothing on it can be read any more. */
  onLost(reason: string): void;
  /** A command was refused; results since then are not to be trusted. */
  onError(message: string): void;
}

/** The adapter WebGPU would use, or null when there is none. */
export async function findAdapter(): Promise<{ adapter: GPUAdapter; info: BackendInfo } | null> {
  const gpu = (globalThis.navigator as Navigator | undefined)?.gpu;
  const adapter = await gpu?.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) return null;
  const {
    vendor = '',
    architecture = '',
    device = '',
    description = '',
  } = (adapter.info as GPUAdapterInfo | undefined) ?? {};
  const names = [...new Set([description, device, vendor, architecture].filter(Boolean))];
  return {
    adapter,
    info: {
      backend: 'webgpu',
      device: names.join(' ') || 'WebGPU adapter',
      software: isSoftwareAdapter(adapter.info),
    },
  };
}

/** A device with all that the adapter can do. */
export async function openDevice(adapter: GPUAdapter, faults: DeviceFaults): Promise<GPUDevice> {
  const limits: Record<string, number> = {};
  for (const name in adapter.limits) {
    const value = (adapter.limits as unknown as Record<string, unknown>)[name];
    if (typeof value === 'number') limits[name] = value;
  }
  const features = (['timestamp-query', 'shader-f16', 'subgroups'] as GPUFeatureName[]).filter((name) =>
    adapter.features.has(name),
  );
  const device = await adapter.requestDevice({ requiredLimits: limits, requiredFeatures: features });
  void device.lost.then((lost) => {
    if (lost.reason !== 'destroyed') faults.onLost(lost.message || 'The GPU device was lost.');
  });
  device.addEventListener('uncapturederror', (event) => faults.onError(event.error.message));
  return device;
}

/** Starts tfjs on a device of ours. */
export function startWebGpu(device: GPUDevice, info: GPUAdapterInfo): Promise<boolean> {
  tf.removeBackend('webgpu');
  tf.registerBackend('webgpu', () => new WebGPUBackend(device, info), 3);
  return tf.setBackend('webgpu');
}
