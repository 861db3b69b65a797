/**
 * Holds the GPU to the CPU path, in a worker of a real browser: the generator gives the same integers, and every
 * model takes the same steps under every loss and scores alike.
 */
import { below, draw, makePermutation, permutationHalfBits, purpose, streamKey } from '../data/random';
import { startWasm } from '../engine/backends/wasm';
import { wasmBinaries } from '../engine/backends/wasmBinaries';
import { findAdapter, startWebGpu } from '../engine/backends/webgpu';
import { optimizers } from '../engine/optimizers/registry';
import { threefryWgsl } from '../engine/random/threefryWgsl';
import { TrainingStep } from '../engine/trainingStep';
import * as tf from '../engine/tf';
import { models } from '../models/registry';
import { pick, readParams } from '../protocol/registry';
import type { ExperimentSpec } from '../protocol/spec';
import { assemble, toTensors } from '../train/assemble';
import { toyBatch, toyFacts } from './toyTraining';

export interface ParityResult {
  name: string;
  passed: boolean;
  detail: string;
}

/** Awkward sizes: odd, prime, and larger than the thousand elements below which tfjs may compute on the CPU. */
const size = { numUsers: 37, numItems: 61, batchSize: 53 };
const tolerance = 2e-4;

export async function runParity(): Promise<ParityResult[]> {
  const found = await findAdapter();
  if (!found) return [{ name: 'WebGPU adapter', passed: false, detail: 'The browser offers none.' }];
  const results = await randomParity(found.adapter);

  await startWasm(wasmBinaries);
  const expected = await trainEverything();
  const adapter = (await findAdapter())!.adapter;
  tf.env().set('WEBGPU_CPU_FORWARD', false);
  const errors: string[] = [];
  await startWebGpu(adapter, {
    onLost: (reason) => errors.push(reason),
    onError: (message) => errors.push(message),
  });
  const actual = await trainEverything();
  for (const [name, values] of expected) {
    const difference = largestDifference(values, actual.get(name)!);
    results.push({
      name: `${name}: WebGPU takes the same steps as WebAssembly`,
      passed: difference < tolerance,
      detail: `largest relative difference ${difference.toExponential(1)}`,
    });
  }
  results.push({ name: 'no command was refused', passed: errors.length === 0, detail: errors.join('; ') });
  return results;
}

/** Losses, weights and scores after four steps, by model and loss. */
async function trainEverything(): Promise<Map<string, Float32Array[]>> {
  const facts = toyFacts(size);
  const all = new Map<string, Float32Array[]>();
  // Every model and loss by plain momentum: Adam would blow up the rounding of a gradient that is truly zero, such
  // as that of a bias under a softmax, to a whole step. The optimizers are compared on one model.
  const everyModel = models.flatMap((model) =>
    model.losses.map((lossId) => ({ model, lossId, optimizerId: 'momentum' })),
  );
  const everyOptimizer = optimizers.map(({ id }) => ({
    model: pick(models, 'model', 'mf'),
    lossId: 'bpr',
    optimizerId: id,
  }));
  for (const { model, lossId, optimizerId } of [...everyModel, ...everyOptimizer]) {
    const optimizer = pick(optimizers, 'optimizer', optimizerId);
    const trainable = assemble(
      model,
      readParams(model, { ...(model.params.shape.dropout ? { dropout: 0.25 } : {}) }),
      facts,
      {
        loss: { id: lossId, params: {} },
        seed: 3,
        l2: 0.01,
        pretrained: new Map(),
      },
    );
    const step = new TrainingStep(
      trainable.weights,
      optimizer,
      readParams(optimizer, { learningRate: 0.01 }) as ExperimentSpec['optimizer']['params'],
    );
    const losses: number[] = [];
    for (let index = 0; index < 4; index++) {
      const batch = toyBatch({ ...size, padded: index === 3 ? 5 : 0 }, lossId, index);
      step.run(() => trainable.objective(toTensors(batch), { epoch: 1, step: index }), batch.size);
      losses.push(await step.takeLossSum());
    }
    const weights = await trainable.weights.save();
    const scores = await trainable.scorer.scoreUsers(Int32Array.of(0, 5, 36));
    all.set(`${model.label}, ${lossId}, ${optimizerId}`, [
      Float32Array.from(losses),
      scores,
      ...Object.values(weights),
    ]);
    step.dispose();
    trainable.dispose();
  }
  return all;
}

/** Largest difference, relative to the largest value of its array. */
function largestDifference(expected: Float32Array[], actual: Float32Array[]): number {
  let largest = 0;
  for (const [part, values] of expected.entries()) {
    const scale = values.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-3);
    for (const [i, value] of values.entries()) {
      const difference = Math.abs(value - actual[part]![i]!) / scale;
      // NaN must not pass as "not larger".
      largest = difference <= largest ? largest : Number.isNaN(difference) ? Infinity : difference;
    }
  }
  return largest;
}

async function randomParity(adapter: GPUAdapter): Promise<ParityResult[]> {
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
