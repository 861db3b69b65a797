/** Hand-written passes around a program, and what happens when they or their buffers are wrong. */
import { purpose, streamKey } from '../data/random';
import { compileWebGpu } from '../engine/webgpu/compileWebGpu';
import type { GpuPass } from '../engine/webgpu/pass';
import type { ParityResult } from './parity';
import { at, bin, Draft, load, map, scalar } from './programDraft';

const seed = 77;

/** An input that is doubled. */
function doubling() {
  const draft = new Draft();
  const x = draft.given(6);
  const y = draft.empty(6);
  const twice = bin('add', load(at(x)), bin('mul', load(at(x)), scalar(0)));
  return draft.level(map('double', [], 6, twice, at(y))).done('double').program;
}

const [input, output] = ['input 0', 'output 1'];

const sampler: GpuPass = {
  name: 'sample',
  code: `@compute @workgroup_size(8) fn main(@builtin(global_invocation_id) id: vec3<u32>) {
    if (id.x < 6u) { x[id.x] = f32(table[id.x] + run.step * 10u + run.epoch * 100u) + scalar(1u); }
  }`,
  bindings: [
    { name: 'x', source: input, access: 'read_write', element: 'f32' },
    { name: 'table', source: Uint32Array.of(0, 1, 2, 3, 4, 5), access: 'read', element: 'u32' },
  ],
  workgroups: [1],
};

export async function passParity(device: GPUDevice): Promise<ParityResult[]> {
  const result = (name: string, actual: unknown, expected: unknown): ParityResult => ({
    name,
    passed: JSON.stringify(actual) === JSON.stringify(expected),
    detail: JSON.stringify(actual) === JSON.stringify(expected) ? '' : JSON.stringify(actual),
  });
  const found = device.createBuffer({ size: 32, usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC });
  const collector: GpuPass = {
    name: 'collect',
    code: `@compute @workgroup_size(1) fn main() {
      atomicAdd(&found[0], u32(y[5]));
      atomicStore(&found[1], run.shuffle.x); atomicStore(&found[2], run.shuffle.y);
      atomicStore(&found[3], run.negatives.x); atomicStore(&found[4], run.dropout.y);
    }`,
    bindings: [
      { name: 'found', source: found, access: 'read_write', element: 'atomic<u32>' },
      { name: 'y', source: output, access: 'read', element: 'f32' },
    ],
    workgroups: [1],
  };
  const progress: string[] = [];
  const executable = await compileWebGpu(device, doubling(), {
    seed,
    before: [sampler],
    after: [collector],
    onProgress: (done, total) => progress.push(`${done}/${total}`),
  });
  executable.run([
    { epoch: 3, step: 1, scalars: [1, 0.5] },
    { epoch: 4, step: 2, scalars: [1, 0.25] },
  ]);
  const [x, y] = await executable.readMany([input, output]);
  const keys = [purpose.shuffle, purpose.negatives, purpose.dropout].map((use) => streamKey(seed, use, 4));
  const copy = device.createBuffer({ size: 32, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
  const encoder = device.createCommandEncoder();
  encoder.copyBufferToBuffer(found, 0, copy, 0, 32);
  device.queue.submit([encoder.finish()]);
  await copy.mapAsync(GPUMapMode.READ);
  const words = [...new Uint32Array(copy.getMappedRange()).slice(0, 5)];
  const results = [
    result('a pass before fills an input', [...x!], [420.25, 421.25, 422.25, 423.25, 424.25, 425.25]),
    result('the program works on it', y![5], 850.5),
    result('a pass after sees every run, and the keys of its epoch', words, [
      2 * 315 + 1 + 850,
      keys[0]!.a,
      keys[0]!.b,
      keys[1]!.a,
      keys[2]!.b,
    ]),
    result('compiling tells its progress', progress, ['1/3', '2/3', '3/3']),
    result('passes count as dispatches', executable.dispatches, 3),
  ];
  executable.dispose();
  for (const buffer of [found, copy]) buffer.destroy();

  const refusal = async (pass: GpuPass): Promise<string> =>
    compileWebGpu(device, doubling(), { seed, before: [pass] }).then(
      () => 'accepted',
      (error: unknown) => String(error),
    );
  const broken = await refusal({ ...sampler, name: 'broken pass', code: 'fn main( {' });
  const lost = await refusal({
    ...sampler,
    bindings: [{ name: 'x', source: 'no such buffer', access: 'read', element: 'f32' }],
  });
  return [
    ...results,
    { name: 'WGSL that is wrong is named', passed: /broken pass.*expected/s.test(broken), detail: broken },
    { name: 'a missing buffer is named', passed: lost.includes('no such buffer'), detail: lost },
  ];
}
