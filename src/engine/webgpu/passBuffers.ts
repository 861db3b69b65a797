/** What hand-written passes bind: buffers of the program, of the caller, or data of their own. */
import type { DeviceBuffers } from './deviceBuffers';
import type { GpuPass, PassSource } from './pass';

export class PassBuffers {
  private readonly device: GPUDevice;
  private readonly ofProgram: DeviceBuffers;
  private readonly uploaded = new Map<PassSource, GPUBuffer>();

  constructor(device: GPUDevice, ofProgram: DeviceBuffers) {
    this.device = device;
    this.ofProgram = ofProgram;
  }

  get bytes(): number {
    return [...this.uploaded.values()].reduce((sum, { size }) => sum + size, 0);
  }

  /** @throws Error when the pass names a buffer that the program does not keep */
  bindingsOf({ bindings }: GpuPass): { buffer: GPUBuffer; written: boolean }[] {
    return bindings.map(({ source, access }) => ({
      buffer: this.bufferOf(source),
      written: access === 'read_write',
    }));
  }

  destroy(): void {
    for (const buffer of this.uploaded.values()) buffer.destroy();
  }

  private bufferOf(source: PassSource): GPUBuffer {
    if (typeof source === 'string') return this.ofProgram.named(source).buffer;
    if (!ArrayBuffer.isView(source)) return source;
    let buffer = this.uploaded.get(source);
    if (!buffer) {
      buffer = this.device.createBuffer({
        label: 'pass data',
        size: Math.max(1, Math.ceil(source.length / 4)) * 16,
        usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST,
      });
      this.device.queue.writeBuffer(buffer, 0, source as Int32Array<ArrayBuffer>);
      this.uploaded.set(source, buffer);
    }
    return buffer;
  }
}
