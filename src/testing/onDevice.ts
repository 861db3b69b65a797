/** Runs checks on a device of their own, and holds the device to refusing nothing. */
import { findAdapter } from '../engine/backends/webgpu';
import type { ParityResult } from './parity';

/** @param checks get a device with the limits that every device has, eight buffers in a shader above all */
export async function onDevice(
  checks: (device: GPUDevice) => Promise<ParityResult[]>,
): Promise<ParityResult[]> {
  const found = await findAdapter();
  if (!found) return [{ name: 'WebGPU adapter', passed: false, detail: 'The browser offers none.' }];
  const device = await found.adapter.requestDevice();
  const refused: string[] = [];
  device.addEventListener('uncapturederror', ({ error }) => refused.push(error.message));
  const results = await checks(device);
  results.push({ name: 'no command was refused', passed: refused.length === 0, detail: refused.join('; ') });
  device.destroy();
  return results;
}
