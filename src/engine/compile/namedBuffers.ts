/** The buffers of a program by name, and where the leaves of a graph lie in them. */
import type { Node } from '../graph/node';
import type { BufferId, BufferSpec } from '../program/program';
import { contiguousStrides } from './coordinates';
import type { Parted } from './storage';

/** Where a weight, a slot of the optimizer or a column of a batch lies in the buffers of a program. */
export interface BufferPlace {
  buffer: string;
  offset: number;
  length: number;
}

export class NamedBuffers {
  readonly specs: BufferSpec[] = [];
  /** By the weight's or column's name; slots of the optimizer as `weight/slot`. */
  readonly places = new Map<string, BufferPlace>();
  private readonly ids = new Map<string, BufferId>();

  add(spec: BufferSpec): BufferId {
    const id = this.specs.push(spec) - 1;
    this.ids.set(spec.name, id);
    return id;
  }

  /** @throws Error when there is no such buffer. */
  id(name: string): BufferId {
    const id = this.ids.get(name);
    if (id === undefined) throw new Error(`There is no buffer "${name}".`);
    return id;
  }

  /** Memory of a weight, an input or an array; null for what needs none or is computed. */
  storageOf(node: Node): Parted | null {
    const whole = { offset: 0, strides: contiguousStrides(node.shape), parts: 1, partStride: 0 };
    if (node.op === 'array') {
      const name = `array${node.id}`;
      const type = node.dtype === 'int32' ? 'i32' : 'f32';
      const { data } = node;
      const buffer =
        this.ids.get(name) ?? this.add({ name, type, length: data.length, role: 'constant', data });
      return { ...whole, buffer };
    }
    if (node.op !== 'weight' && node.op !== 'input') return null;
    // What has no buffer of its own name is part of another.
    const place = this.ids.has(node.name) ? undefined : this.places.get(node.name);
    return { ...whole, buffer: this.id(place?.buffer ?? node.name), offset: place?.offset ?? 0 };
  }
}
