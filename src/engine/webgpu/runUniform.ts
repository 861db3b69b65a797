/** The uniform `run` of all shaders: one slot per step of a submit, chosen by dynamic offset. */
import { purpose, streamKey, type Words } from '../../data/random';
import type { StepValues } from '../program/program';

/** Words before the scalars, as `runStruct` lays them out. */
const headerWords = 8;

export class RunUniform {
  readonly layout: GPUBindGroupLayout;
  readonly bindGroup: GPUBindGroup;
  /** Byte offset of every slot. */
  readonly offsets: Uint32Array;
  readonly bytes: number;
  private readonly device: GPUDevice;
  private readonly buffer: GPUBuffer;
  private readonly words: Uint32Array<ArrayBuffer>;
  private readonly floats: Float32Array;
  private readonly slotWords: number;
  private readonly seed: number;
  private keys: { epoch: number; shuffle: Words; negatives: Words; dropout: Words } | null = null;

  constructor(device: GPUDevice, given: { seed: number; numScalars: number; numSlots: number }) {
    const size = (headerWords + 4 * Math.max(1, Math.ceil(given.numScalars / 4))) * 4;
    const alignment = device.limits.minUniformBufferOffsetAlignment;
    const slotBytes = Math.ceil(size / alignment) * alignment;
    this.device = device;
    this.seed = given.seed;
    this.slotWords = slotBytes / 4;
    this.bytes = slotBytes * given.numSlots;
    this.words = new Uint32Array(this.bytes / 4);
    this.floats = new Float32Array(this.words.buffer);
    this.offsets = Uint32Array.from({ length: given.numSlots }, (_, slot) => slot * slotBytes);
    this.buffer = device.createBuffer({
      label: 'run',
      size: this.bytes,
      usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST,
    });
    this.layout = device.createBindGroupLayout({
      label: `run of ${size} bytes`,
      entries: [
        {
          binding: 0,
          visibility: GPUShaderStage.COMPUTE,
          buffer: { type: 'uniform', hasDynamicOffset: true, minBindingSize: size },
        },
      ],
    });
    this.bindGroup = device.createBindGroup({
      layout: this.layout,
      entries: [{ binding: 0, resource: { buffer: this.buffer, size } }],
    });
  }

  /** Puts steps `from`, `from` + 1, … into the slots from 0 on, with one upload. */
  upload(steps: readonly StepValues[], from: number, count: number): void {
    for (let slot = 0; slot < count; slot++) this.fill(steps[from + slot]!, slot * this.slotWords);
    this.device.queue.writeBuffer(this.buffer, 0, this.words, 0, count * this.slotWords);
  }

  destroy(): void {
    this.buffer.destroy();
  }

  private fill({ epoch, step, scalars }: StepValues, at: number): void {
    const { words } = this;
    const { shuffle, negatives, dropout } = this.keysOf(epoch);
    words[at] = epoch;
    words[at + 1] = step;
    words[at + 2] = shuffle.a;
    words[at + 3] = shuffle.b;
    words[at + 4] = negatives.a;
    words[at + 5] = negatives.b;
    words[at + 6] = dropout.a;
    words[at + 7] = dropout.b;
    for (let index = 0; index < scalars.length; index++)
      this.floats[at + headerWords + index] = scalars[index]!;
  }

  private keysOf(epoch: number): NonNullable<RunUniform['keys']> {
    if (this.keys?.epoch !== epoch) {
      const { seed } = this;
      this.keys = {
        epoch,
        shuffle: streamKey(seed, purpose.shuffle, epoch),
        negatives: streamKey(seed, purpose.negatives, epoch),
        dropout: streamKey(seed, purpose.dropout, epoch),
      };
    }
    return this.keys;
  }
}
