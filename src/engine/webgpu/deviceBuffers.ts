/** The memory of a program on a device. */
import { planMemory } from '../program/memory';
import type { BufferId, Program } from '../program/program';

/**
 * One GPUBuffer per buffer, those of scratch shared as `planMemory` says. All are padded to whole vectors of four,
 * and nothing reads the padding for a result.
 */
export class DeviceBuffers {
  readonly bytes: number;
  private readonly owned: GPUBuffer[] = [];
  private readonly byId = new Map<BufferId, GPUBuffer>();
  private readonly idOf = new Map<string, BufferId>();
  private readonly program: Program;

  /** @throws Error when a buffer is larger than the device can bind */
  constructor(device: GPUDevice, program: Program) {
    this.program = program;
    const create = (label: string, length: number): GPUBuffer => {
      const size = Math.ceil(length / 4) * 16;
      const most = Math.min(device.limits.maxStorageBufferBindingSize, device.limits.maxBufferSize);
      if (size > most) {
        this.destroy();
        throw new Error(`Buffer "${label}" takes ${size} bytes; this device can bind ${most} at most.`);
      }
      const buffer = device.createBuffer({
        label,
        size,
        usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST | GPUBufferUsage.COPY_SRC,
      });
      this.owned.push(buffer);
      return buffer;
    };
    const { slotOf, slots } = planMemory(program);
    const scratch = slots.map((length, slot) => create(`scratch ${slot}`, length));
    program.buffers.forEach(({ name, role, length, data }, id) => {
      this.idOf.set(name, id);
      const slot = slotOf.get(id);
      if (slot !== undefined) this.byId.set(id, scratch[slot]!);
      if (role === 'scratch') return;
      const buffer = create(name, length);
      this.byId.set(id, buffer);
      if (data) device.queue.writeBuffer(buffer, 0, data as Float32Array<ArrayBuffer>);
    });
    this.bytes = this.owned.reduce((sum, { size }) => sum + size, 0);
  }

  /** The GPU's buffer for one that a kernel uses. */
  get(id: BufferId): GPUBuffer {
    return this.byId.get(id)!;
  }

  /** @throws Error when the program has no buffer of this name outside of its scratch memory */
  named(name: string): { buffer: GPUBuffer; type: 'f32' | 'i32'; length: number } {
    const id = this.idOf.get(name);
    const spec = id === undefined ? undefined : this.program.buffers[id]!;
    if (!spec || spec.role === 'scratch') throw new Error(`The program keeps no buffer "${name}".`);
    return { buffer: this.get(id!), type: spec.type, length: spec.length };
  }

  destroy(): void {
    for (const buffer of this.owned) buffer.destroy();
  }
}
