/** The WGSL module of one dispatch. */
import type { BufferId, GroupKernel, Program } from '../../program/program';
import { threefryWgsl } from '../../random/threefryWgsl';
import { runStruct } from '../pass';
import { arrayName, type BufferUses, holdsVectors } from './arrays';
import { groupFunction, groupWorkgroupSize } from './group';
import { dropoutWgsl, mathWgsl } from './math';
import type { Piece } from './piece';

/**
 * Small, so that few threads still fill several cores; for many threads large, as each workgroup costs a software
 * GPU some time. A loop over several indices in one invocation would cost it more.
 */
const workgroupSizeFor = (threads: number): number => (threads < 16_384 ? 64 : 256);

/** A shader and how it is to be dispatched. */
export interface Shader {
  name: string;
  code: string;
  /** In the order of their binding numbers. */
  bindings: readonly { buffer: BufferId; written: boolean }[];
  workgroups: readonly [x: number, y: number];
}

/** One dispatch for pieces that do not depend on each other, each with workgroups of its own. */
export function piecesShader(
  program: Program,
  pieces: readonly Piece[],
  uses: BufferUses,
  maxWorkgroups: number,
): Shader {
  const size = workgroupSizeFor(pieces.reduce((sum, { threads }) => sum + threads, 0));
  const ends: number[] = [];
  const calls = pieces.map(({ threads }, index) => {
    const start = ends.at(-1) ?? 0;
    const end = start + Math.ceil(threads / size);
    ends.push(end);
    return `if (workgroup < ${end}u) {
    let i = (workgroup - ${start}u) * ${size}u + lane;
    if (i < ${threads}u) { piece${index}(i); }
  }`;
  });
  const workgroups = dispatchShape(ends.at(-1)!, maxWorkgroups);
  const bodies = pieces.map(({ body }, index) => `fn piece${index}(i: u32) {\n${body}}\n`).join('\n');
  const usesDropout = bodies.includes('dropoutMask');
  const name = pieces.map((piece) => piece.name).join(' + ');
  return {
    name,
    ...declared(program, uses, (use) => (holdsVectors(use) ? 'vec4<T>' : 'T'), [
      usesDropout || bodies.includes('run.') ? runStruct(program.numScalars) : '',
      usesDropout ? threefryWgsl + dropoutWgsl : '',
      mathWgsl,
      bodies,
      `@compute @workgroup_size(${size})
fn main(@builtin(workgroup_id) id: vec3<u32>, @builtin(local_invocation_index) lane: u32) {
  let workgroup = id.x + id.y * ${workgroups[0]}u;
  ${calls.join(' else ')}
}
`,
    ]),
    workgroups,
  };
}

/** One dispatch for groupings with the same two buffers, each of one workgroup. */
export function groupsShader(program: Program, kernels: readonly GroupKernel[]): Shader {
  const uses: BufferUses = new Map();
  const use = { read: true, wantsVectors: false, needsNumbers: true };
  const [{ ids, groups }] = kernels as readonly [GroupKernel];
  uses.set(ids.buffer, { ...use, written: false });
  uses.set(groups.buffer, { ...use, written: true });
  return {
    name: kernels.map((kernel) => kernel.name).join(' + '),
    ...declared(program, uses, ({ written }) => (written ? 'atomic<u32>' : 'T'), [
      groupFunction(kernels),
      `@compute @workgroup_size(${groupWorkgroupSize})
fn main(@builtin(workgroup_id) id: vec3<u32>, @builtin(local_invocation_index) lane: u32) {
  groupPlaces(id.x, lane);
}
`,
    ]),
    workgroups: [kernels.length, 1],
  };
}

/** Workgroups along x and y, at least `total` together: one dimension holds no more than `most`. */
export function dispatchShape(total: number, most: number): [x: number, y: number] {
  const y = Math.ceil(total / most);
  return [Math.ceil(total / y), y];
}

/** The code with its bindings declared, and these. */
export function declared(
  program: Program,
  uses: BufferUses,
  element: (use: BufferUses extends Map<BufferId, infer Use> ? Use : never) => string,
  parts: readonly string[],
): Pick<Shader, 'code' | 'bindings'> {
  const bindings = [...uses].map(([buffer, { written }]) => ({ buffer, written }));
  const arrays = [...uses].map(([buffer, use], index) => {
    const access = use.written ? 'read_write' : 'read';
    const { type, length } = program.buffers[buffer]!;
    const of = element(use).replace('T', type);
    // With its padding, see `DeviceBuffers`.
    const vectors = Math.ceil(length / 4);
    const count = of.startsWith('vec4') ? vectors : 4 * vectors;
    return `@group(0) @binding(${index}) var<storage, ${access}> ${arrayName(buffer)}: array<${of}, ${count}>;\n`;
  });
  return { code: arrays.join('') + parts.join('\n'), bindings };
}
