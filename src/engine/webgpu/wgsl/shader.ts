/** The WGSL module of one dispatch. */
import type { BufferId, GroupKernel, Program } from '../../program/program';
import { threefryWgsl } from '../../random/threefryWgsl';
import { runStruct } from '../pass';
import { arrayName, type BufferUses, holdsVectors } from './arrays';
import { groupDeclarations, groupFunction, groupWorkgroupSize } from './group';
import { dropoutWgsl, mathWgsl } from './math';
import type { Piece } from './piece';

export const workgroupSize = 64;

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
  const numGroups = pieces.map(({ threads, perInvocation }) =>
    Math.ceil(threads / (workgroupSize * perInvocation)),
  );
  const total = numGroups.reduce((sum, count) => sum + count, 0);
  const workgroups = dispatchShape(total, maxWorkgroups);
  let before = 0;
  const calls = pieces.map(({ threads, perInvocation }, index) => {
    const start = before;
    before += numGroups[index]!;
    const size = workgroupSize * perInvocation;
    const each =
      perInvocation === 1
        ? `if (first < ${threads}u) { piece${index}(first); }`
        : `for (var i = first; i < min(first + ${size}u, ${threads}u); i += ${workgroupSize}u) { piece${index}(i); }`;
    return `if (workgroup < ${before}u) {
    let first = (workgroup - ${start}u) * ${size}u + lane;
    ${each}
  }`;
  });
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
      `@compute @workgroup_size(${workgroupSize})
fn main(@builtin(workgroup_id) id: vec3<u32>, @builtin(local_invocation_index) lane: u32) {
  let workgroup = id.x + id.y * ${workgroups[0]}u;
  ${calls.join(' else ')}
}
`,
    ]),
    workgroups,
  };
}

/** One dispatch for groupings, each of one workgroup. */
export function groupsShader(program: Program, kernels: readonly GroupKernel[]): Shader {
  const uses: BufferUses = new Map();
  const use = { read: true, wantsVectors: false, needsNumbers: true };
  for (const { ids } of kernels) uses.set(ids, { ...use, written: false });
  for (const { groups } of kernels) uses.set(groups, { ...use, written: true });
  const calls = kernels.map((_, index) => `if (id.x == ${index}u) { group${index}(lane); }`);
  return {
    name: kernels.map((kernel) => kernel.name).join(' + '),
    ...declared(program, uses, ({ written }) => (written ? 'atomic<u32>' : 'T'), [
      groupDeclarations(kernels),
      ...kernels.map((kernel, index) => groupFunction(`group${index}`, kernel)),
      `@compute @workgroup_size(${groupWorkgroupSize})
fn main(@builtin(workgroup_id) id: vec3<u32>, @builtin(local_invocation_index) lane: u32) {
  ${calls.join(' else ')}
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

function declared(
  program: Program,
  uses: BufferUses,
  element: (use: BufferUses extends Map<BufferId, infer Use> ? Use : never) => string,
  parts: readonly string[],
): Pick<Shader, 'code' | 'bindings'> {
  const bindings = [...uses].map(([buffer, { written }]) => ({ buffer, written }));
  const arrays = [...uses].map(([buffer, use], index) => {
    const access = use.written ? 'read_write' : 'read';
    const type = element(use).replace('T', program.buffers[buffer]!.type);
    return `@group(0) @binding(${index}) var<storage, ${access}> ${arrayName(buffer)}: array<${type}>;\n`;
  });
  return { code: arrays.join('') + parts.join('\n'), bindings };
}
