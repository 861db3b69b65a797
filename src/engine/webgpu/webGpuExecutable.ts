/** A program on a GPUDevice of ours: prepared dispatches, and the way in and out of its buffers. */
import type { Executable, StepValues } from '../program/program';
import type { DeviceBuffers } from './deviceBuffers';
import type { PassBuffers } from './passBuffers';
import type { ReadyShader } from './pipelines';
import type { RunUniform } from './runUniform';
import { Staging } from './staging';

export class WebGpuExecutable implements Executable {
  readonly dispatches: number;
  private readonly device: GPUDevice;
  private readonly shaders: readonly ReadyShader[];
  private readonly uniform: RunUniform;
  private readonly buffers: DeviceBuffers;
  private readonly passBuffers: PassBuffers;
  private readonly staging: Staging;

  constructor(
    device: GPUDevice,
    shaders: readonly ReadyShader[],
    parts: { uniform: RunUniform; buffers: DeviceBuffers; passBuffers: PassBuffers },
  ) {
    this.device = device;
    this.shaders = shaders;
    this.uniform = parts.uniform;
    this.buffers = parts.buffers;
    this.passBuffers = parts.passBuffers;
    this.staging = new Staging(device);
    this.dispatches = shaders.length;
  }

  /** With what reading has needed so far. */
  get bytes(): number {
    return this.buffers.bytes + this.uniform.bytes + this.passBuffers.bytes + this.staging.bytes;
  }

  /** One submit for up to `maxStepsPerSubmit` steps. */
  run(steps: readonly StepValues[]): void {
    const numSlots = this.uniform.offsets.length;
    for (let from = 0; from < steps.length; from += numSlots)
      this.submit(steps, from, Math.min(numSlots, steps.length - from));
  }

  /** @throws Error when there is no such buffer, or `values` are of another type or too many */
  write(name: string, values: Float32Array | Int32Array): void {
    const { buffer, type, length } = this.buffers.named(name);
    if (values instanceof Float32Array !== (type === 'f32') || values.length > length)
      throw new Error(`Buffer "${name}" holds ${length} numbers of type ${type}.`);
    this.device.queue.writeBuffer(buffer, 0, values as Float32Array<ArrayBuffer>);
  }

  async read(name: string): Promise<Float32Array | Int32Array> {
    const [values] = await this.readMany([name]);
    return values!;
  }

  /** Several buffers at the cost of one, in the order of their names. */
  async readMany(names: readonly string[]): Promise<(Float32Array | Int32Array)[]> {
    const parts = names.map((name) => this.buffers.named(name));
    const bytes = await this.staging.read(parts.map(({ buffer, length }) => ({ buffer, bytes: length * 4 })));
    let at = 0;
    return parts.map(({ type, length }) => {
      const part = bytes.slice(at, (at += length * 4));
      return type === 'f32' ? new Float32Array(part) : new Int32Array(part);
    });
  }

  /** The GPU's buffer, for other programs and passes of the device. It is destroyed with this program. */
  bufferOf(name: string): GPUBuffer {
    return this.buffers.named(name).buffer;
  }

  dispose(): void {
    this.buffers.destroy();
    this.passBuffers.destroy();
    this.uniform.destroy();
    this.staging.destroy();
  }

  private submit(steps: readonly StepValues[], from: number, count: number): void {
    const { uniform, shaders } = this;
    uniform.upload(steps, from, count);
    const encoder = this.device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    for (let slot = 0; slot < count; slot++) {
      pass.setBindGroup(1, uniform.bindGroup, uniform.offsets, slot, 1);
      for (let index = 0; index < shaders.length; index++) {
        const { pipeline, bindGroup, workgroups } = shaders[index]!;
        pass.setPipeline(pipeline);
        pass.setBindGroup(0, bindGroup);
        pass.dispatchWorkgroups(workgroups[0], workgroups[1], workgroups[2]);
      }
    }
    pass.end();
    this.device.queue.submit([encoder.finish()]);
  }
}
