/** Buffers through which the host reads; they are kept for the next time. */
export class Staging {
  private readonly device: GPUDevice;
  private readonly free: GPUBuffer[] = [];
  private readonly all = new Set<GPUBuffer>();

  constructor(device: GPUDevice) {
    this.device = device;
  }

  get bytes(): number {
    return [...this.all].reduce((sum, { size }) => sum + size, 0);
  }

  /** Copies stretches of buffers one behind the other and waits for them: one submit, one map. In bytes, of whole numbers. */
  async read(parts: readonly { buffer: GPUBuffer; bytes: number; offset?: number }[]): Promise<ArrayBuffer> {
    const total = parts.reduce((sum, { bytes }) => sum + bytes, 0);
    const staging = this.take(total);
    const encoder = this.device.createCommandEncoder();
    let at = 0;
    for (const { buffer, bytes, offset = 0 } of parts) {
      encoder.copyBufferToBuffer(buffer, offset, staging, at, bytes);
      at += bytes;
    }
    this.device.queue.submit([encoder.finish()]);
    await staging.mapAsync(GPUMapMode.READ, 0, total);
    const copy = staging.getMappedRange(0, total).slice(0);
    staging.unmap();
    if (this.all.has(staging)) this.free.push(staging);
    return copy;
  }

  destroy(): void {
    for (const buffer of this.all) buffer.destroy();
    this.all.clear();
    this.free.length = 0;
  }

  private take(bytes: number): GPUBuffer {
    const fitting = this.free.findIndex(({ size }) => size >= bytes);
    if (fitting >= 0) return this.free.splice(fitting, 1)[0]!;
    // One that is too small will not be missed.
    const small = this.free.pop();
    if (small) {
      this.all.delete(small);
      small.destroy();
    }
    const buffer = this.device.createBuffer({
      label: 'staging',
      size: Math.max(1024, 2 ** Math.ceil(Math.log2(bytes))),
      usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
    });
    this.all.add(buffer);
    return buffer;
  }
}
