/** Holds the generator on the GPU to the one in TypeScript, in a worker of a real browser. */
import { below, draw, makePermutation, permutationHalfBits, purpose, streamKey } from '../data/random';
import { threefryWgsl } from '../engine/random/threefryWgsl';
import type { ParityResult } from './parity';

export async function randomParity(adapter: GPUAdapter): Promise<ParityResult[]> {
  const device = await adapter.requestDevice();
  const key = streamKey(20_250_101, purpose.negatives, 7);
  const lanes = 1000;
  const draws = await runOnGpu(
    device,
    lanes * 3,
    `let words = threefry(vec2<u32>(${key.a}u, ${key.b}u), vec2<u32>(9u, lane));
     out[lane * 3u] = words.x; out[lane * 3u + 1u] = words.y; out[lane * 3u + 2u] = below(words.x, 3706u);`,
    lanes,
  );
  let wrong = 0;
  for (let lane = 0; lane < lanes; lane++) {
    const words = draw(key, 9, lane);
    if (
      draws[lane * 3] !== words.a ||
      draws[lane * 3 + 1] !== words.b ||
      draws[lane * 3 + 2] !== below(words.a, 3706)
    )
      wrong++;
  }
  const results = [
    {
      name: 'Threefry in WGSL gives the integers of TypeScript',
      passed: wrong === 0,
      detail: `${wrong} of ${lanes} draws differ`,
    },
  ];
  for (const n of [1, 2, 63, 64, 65, 1000]) {
    const places = await runOnGpu(
      device,
      n,
      `out[lane] = permute(permutationKeys(vec2<u32>(${key.a}u, ${key.b}u)), lane, ${n}u, ${permutationHalfBits(n)}u);`,
      n,
    );
    const permute = makePermutation(key, n);
    const differs = places.findIndex((place, index) => place !== permute(index));
    results.push({
      name: `the keyed permutation of ${n} is the same in WGSL`,
      passed: differs < 0,
      detail: differs < 0 ? '' : `differs at ${differs}`,
    });
  }
  device.destroy();
  return results;
}

/** Runs `body` once per lane and reads `out` back. */
async function runOnGpu(
  device: GPUDevice,
  outLength: number,
  body: string,
  lanes: number,
): Promise<Uint32Array> {
  const code = `${threefryWgsl}
    @group(0) @binding(0) var<storage, read_write> out: array<u32>;
    @compute @workgroup_size(64) fn main(@builtin(global_invocation_id) id: vec3<u32>) {
      let lane = id.x;
      if (lane >= ${lanes}u) { return; }
      ${body}
    }`;
  const pipeline = await device.createComputePipelineAsync({
    layout: 'auto',
    compute: { module: device.createShaderModule({ code }), entryPoint: 'main' },
  });
  const bytes = outLength * 4;
  const out = device.createBuffer({ size: bytes, usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC });
  const copy = device.createBuffer({ size: bytes, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  pass.setPipeline(pipeline);
  pass.setBindGroup(
    0,
    device.createBindGroup({
      layout: pipeline.getBindGroupLayout(0),
      entries: [{ binding: 0, resource: { buffer: out } }],
    }),
  );
  pass.dispatchWorkgroups(Math.ceil(lanes / 64));
  pass.end();
  encoder.copyBufferToBuffer(out, 0, copy, 0, bytes);
  device.queue.submit([encoder.finish()]);
  await copy.mapAsync(GPUMapMode.READ);
  return new Uint32Array(copy.getMappedRange().slice(0));
}
