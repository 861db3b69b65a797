/**
 * A device is tried before it is trusted: one small kernel that does what real GPUs and their drivers are known to get
 * wrong (barriers, atomics of a workgroup, loops that are unrolled, eight buffers at once, exponentials), compared with
 * what it has to give.
 */

export const probeThreads = 64;
const iterations = 1000;
const numSources = 6;

/** Numbers that each thread writes, in this order. */
const fields = ['loop', 'barrier', 'workgroupAtomics', 'exponential', 'logarithm'] as const;
type Field = (typeof fields)[number];

/** What a wrong number says about the device. */
const words: Record<Field | 'storageAtomics', string> = {
  loop: 'a loop with whole numbers ends wrong',
  barrier: 'threads of a group do not wait for each other at a barrier, or read the wrong buffer',
  workgroupAtomics: 'counting together within a group loses counts',
  exponential: 'exp is inexact',
  logarithm: 'log is inexact',
  storageAtomics: 'counting together in memory loses counts',
};

const code = /* wgsl */ `
${Array.from({ length: numSources }, (_, i) => `@group(0) @binding(${i}) var<storage, read> source${i}: array<f32>;`).join('\n')}
@group(0) @binding(6) var<storage, read_write> found: array<u32>;
@group(0) @binding(7) var<storage, read_write> counted: atomic<u32>;
var<workgroup> shared_values: array<f32, ${probeThreads}>;
var<workgroup> together: atomic<u32>;

@compute @workgroup_size(${probeThreads})
fn main(@builtin(local_invocation_index) lane: u32) {
  let x = ${Array.from({ length: numSources }, (_, i) => `source${i}[lane]`).join(' + ')};
  var state = lane;
  for (var i = 0u; i < ${iterations}u; i++) { state = state * 1664525u + 1013904223u; }
  shared_values[lane] = x;
  atomicAdd(&together, 1u);
  atomicAdd(&counted, lane);
  workgroupBarrier();
  let opposite = shared_values[${probeThreads - 1}u - lane];
  workgroupBarrier();
  for (var half = ${probeThreads / 2}u; half > 0u; half = half / 2u) {
    if (lane < half) { shared_values[lane] += shared_values[lane + half]; }
    workgroupBarrier();
  }
  let first = lane * ${fields.length}u;
  found[first] = state;
  found[first + 1u] = bitcast<u32>(shared_values[0] + opposite);
  found[first + 2u] = atomicLoad(&together);
  found[first + 3u] = bitcast<u32>(exp(0.25 * f32(lane) - 8.0));
  found[first + 4u] = bitcast<u32>(log(0.001 + f32(lane)));
}
`;

/** Small whole numbers, so that their sums are exact in any order. */
const sourceAt = (source: number, lane: number): number => (source + 1) * (lane % 7) + source;

function resultsOf(lane: number): Record<Field, number> {
  const x = (at: number): number => {
    let sum = 0;
    for (let source = 0; source < numSources; source++) sum += sourceAt(source, at);
    return sum;
  };
  let state = lane;
  for (let i = 0; i < iterations; i++) state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  let sum = 0;
  for (let at = 0; at < probeThreads; at++) sum += x(at);
  return {
    loop: state,
    barrier: sum + x(probeThreads - 1 - lane),
    workgroupAtomics: probeThreads,
    exponential: Math.exp(0.25 * lane - 8),
    logarithm: Math.log(0.001 + lane),
  };
}

const isWhole = (field: Field): boolean => field === 'loop' || field === 'workgroupAtomics';

/** What the kernel has to write: the fields of each thread, then what was counted in memory. */
export function expectedOfProbe(): Uint32Array {
  const words32 = new Uint32Array(probeThreads * fields.length + 1);
  const floats = new Float32Array(words32.buffer);
  for (let lane = 0; lane < probeThreads; lane++) {
    const results = resultsOf(lane);
    fields.forEach((field, i) => {
      (isWhole(field) ? words32 : floats)[lane * fields.length + i] = results[field];
    });
  }
  words32[probeThreads * fields.length] = (probeThreads * (probeThreads - 1)) / 2;
  return words32;
}

/** Relative. WGSL allows exp and log a few units in the last place, and log near 1, where it is 0, an absolute error. */
const tolerance = 2e-5;
const leastLogarithm = 0.05;

/** What is wrong with a device that wrote this, in words; [] where nothing is. */
export function faultsOfProbe(found: Uint32Array): string[] {
  const expected = expectedOfProbe();
  const floats = (of: Uint32Array): Float32Array => new Float32Array(of.buffer, of.byteOffset, of.length);
  const [actual, wanted] = [floats(found), floats(expected)];
  const isNear = (place: number, least: number): boolean =>
    Math.abs(actual[place]! - wanted[place]!) <= tolerance * Math.max(Math.abs(wanted[place]!), least);
  const isRight = (place: number, field: Field): boolean => {
    if (field === 'exponential') return isNear(place, 0);
    if (field === 'logarithm') return isNear(place, leastLogarithm);
    return found[place] === expected[place];
  };
  const wrong = fields.filter((field, i) =>
    Array.from({ length: probeThreads }, (_, lane) => lane).some(
      (lane) => !isRight(lane * fields.length + i, field),
    ),
  );
  const last = probeThreads * fields.length;
  return [
    ...wrong.map((field) => words[field]),
    ...(found[last] === expected[last] ? [] : [words.storageAtomics]),
  ];
}

/** Runs the kernel. @returns why the device is not to be used, or null */
export async function probeDevice(device: GPUDevice): Promise<string | null> {
  try {
    const lost = device.lost.then((): never => {
      throw new Error('it was lost at once');
    });
    // It may be lost much later, when nobody waits for this any more.
    lost.catch(() => undefined);
    const faults = faultsOfProbe(await Promise.race([runProbe(device), lost]));
    return faults.length > 0 ? faults.join('; ') : null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function runProbe(device: GPUDevice): Promise<Uint32Array> {
  const module = device.createShaderModule({ label: 'probe', code });
  const pipeline = await device.createComputePipelineAsync({
    label: 'probe',
    layout: 'auto',
    compute: { module, entryPoint: 'main' },
  });
  const buffers: GPUBuffer[] = [];
  const create = (bytes: number, usage: number): GPUBuffer => {
    const buffer = device.createBuffer({ label: 'probe', size: bytes, usage });
    buffers.push(buffer);
    return buffer;
  };
  try {
    const storage = GPUBufferUsage.STORAGE;
    const bound = Array.from({ length: numSources }, (_, source) => {
      const buffer = create(probeThreads * 4, storage | GPUBufferUsage.COPY_DST);
      const values = Float32Array.from({ length: probeThreads }, (_, lane) => sourceAt(source, lane));
      device.queue.writeBuffer(buffer, 0, values);
      return buffer;
    });
    const bytes = probeThreads * fields.length * 4;
    const found = create(bytes, storage | GPUBufferUsage.COPY_SRC);
    const counted = create(4, storage | GPUBufferUsage.COPY_SRC);
    const read = create(bytes + 4, GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ);
    const bindGroup = device.createBindGroup({
      layout: pipeline.getBindGroupLayout(0),
      entries: [...bound, found, counted].map((buffer, binding) => ({ binding, resource: { buffer } })),
    });
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, bindGroup);
    pass.dispatchWorkgroups(1);
    pass.end();
    encoder.copyBufferToBuffer(found, 0, read, 0, bytes);
    encoder.copyBufferToBuffer(counted, 0, read, bytes, 4);
    device.queue.submit([encoder.finish()]);
    await read.mapAsync(GPUMapMode.READ);
    return new Uint32Array(read.getMappedRange().slice(0));
  } finally {
    for (const buffer of buffers) buffer.destroy();
  }
}
