/** Programs on WebGPU. */
import type { Program } from '../program/program';
import { DeviceBuffers } from './deviceBuffers';
import { type GpuPass, passDeclarations } from './pass';
import { PassBuffers } from './passBuffers';
import { type BoundShader, makePipelines } from './pipelines';
import { planDispatches } from './plan';
import { RunUniform } from './runUniform';
import { isSoftwareAdapter } from './softwareAdapter';
import { WebGpuExecutable } from './webGpuExecutable';

export interface WebGpuOptions {
  /** Of the run: keys the random draws of kernels and passes. */
  seed: number;
  /** Steps beyond it go into further submits. */
  maxStepsPerSubmit?: number;
  /** Told as shaders are compiled, which is what takes time. */
  onProgress?: (done: number, total: number) => void;
  /** Run ahead of the program, in order, in every run. */
  before?: readonly GpuPass[];
  /** Run behind it. */
  after?: readonly GpuPass[];
}

/**
 * Makes a program ready on a device: memory, shaders and bindings. Weights start as 0.
 * @throws Error when a buffer is too large for the device, a pass names a buffer that is not there, or the device
 *   refuses a shader or has no memory left; everything made until then is freed
 */
export async function compileWebGpu(
  device: GPUDevice,
  program: Program,
  { seed, maxStepsPerSubmit = 64, onProgress, before = [], after = [] }: WebGpuOptions,
): Promise<WebGpuExecutable> {
  const shaders = planDispatches(program, {
    limits: device.limits,
    isSoftware: isSoftwareAdapter(device.adapterInfo),
  });
  const owned: { destroy(): void }[] = [];
  const own = <T extends { destroy(): void }>(one: T): T => {
    owned.push(one);
    return one;
  };
  const allocate = () => {
    const buffers = own(new DeviceBuffers(device, program));
    const passBuffers = own(new PassBuffers(device, buffers));
    const { numScalars } = program;
    const uniform = own(new RunUniform(device, { seed, numScalars, numSlots: maxStepsPerSubmit }));
    const bindPass = (pass: GpuPass): BoundShader => ({
      ...pass,
      code: passDeclarations(pass.bindings, numScalars) + pass.code,
      bindings: passBuffers.bindingsOf(pass),
    });
    const bound = [
      ...before.map(bindPass),
      ...shaders.map((shader) => ({
        ...shader,
        bindings: shader.bindings.map(({ buffer, written }) => ({ buffer: buffers.get(buffer), written })),
      })),
      ...after.map(bindPass),
    ];
    return { buffers, passBuffers, uniform, bound };
  };
  try {
    device.pushErrorScope('out-of-memory');
    let full: Promise<GPUError | null>;
    let made: ReturnType<typeof allocate>;
    try {
      made = allocate();
    } finally {
      full = device.popErrorScope();
    }
    const ready = await makePipelines(device, made.bound, made.uniform.layout, onProgress);
    const error = await full;
    if (error) throw new Error(`The GPU has too little memory for this program: ${error.message}`);
    return new WebGpuExecutable(device, ready, made);
  } catch (error) {
    for (const one of owned) one.destroy();
    throw error;
  }
}
