/** Holds programs on WebGPU to their interpreter, in a worker of a real browser. */
import { allocate, interpret } from '../engine/program/interpret';
import { compileWebGpu } from '../engine/webgpu/compileWebGpu';
import type { WebGpuExecutable } from '../engine/webgpu/webGpuExecutable';
import { attentionParity } from './attentionParity';
import { attentionProgramCases } from './attentionProgramCases';
import { onDevice } from './onDevice';
import type { ParityResult } from './parity';
import { passParity } from './passParity';
import { pointwiseCases } from './pointwiseCases';
import type { ProgramCase } from './programDraft';
import { recurrenceKernelCases } from './recurrenceKernelCases';
import { sumCases } from './sumCases';
import { manyWorkgroups, trainingCases } from './trainingCases';
import { twoWaysParity } from './twoWaysParity';
import { windowCases } from './windowCases';

const seed = 20_250_101;

/** One result for each case: the numbers of the interpreter, and the same bits when the steps are taken again. */
export const runProgramParity = (): Promise<ParityResult[]> =>
  onDevice(async (device) => {
    const results: ParityResult[] = [];
    const cases = [
      pointwiseCases,
      sumCases,
      windowCases,
      attentionProgramCases,
      recurrenceKernelCases,
      trainingCases,
    ];
    for (const one of cases.flatMap((each) => each()))
      results.push({ name: one.name, ...(await checked(device, one)) });
    const narrow = withLimits(device, { maxComputeWorkgroupsPerDimension: 9 });
    results.push({ name: manyWorkgroups().name, ...(await checked(narrow, manyWorkgroups())) });
    return [...results, ...(await passParity(device))];
  });

/** Whole steps of networks and of attention, compiled for the GPU: to their loops, and the same bits again. */
export const runNetworkParity = (): Promise<ParityResult[]> =>
  onDevice(async (device) => [...(await twoWaysParity(device)), ...(await attentionParity(device))]);

/** The device with lower limits than it has, for what no test is large enough to meet. */
function withLimits(device: GPUDevice, lower: Partial<Record<keyof GPUSupportedLimits, number>>): GPUDevice {
  const over = <T extends object>(target: T, other: object): T =>
    new Proxy(target, {
      get: (from, key) => {
        const value: unknown = Reflect.get(key in other ? other : from, key);
        return typeof value === 'function' ? (value.bind(from) as unknown) : value;
      },
    });
  return over(device, { limits: over(device.limits, lower) });
}

async function checked(device: GPUDevice, one: ProgramCase): Promise<Omit<ParityResult, 'name'>> {
  try {
    const executable = await compileWebGpu(device, one.program, { seed, maxStepsPerSubmit: 4 });
    const first = await taken(executable, one);
    const second = await taken(executable, one);
    executable.dispose();
    const expected = interpreted(one);
    const detail = [...expected].flatMap(([name, values]) => {
      const wrong = firstDifference(values, first.get(name)!, one.tolerance);
      if (wrong >= 0) return [`${name}[${wrong}] is ${first.get(name)![wrong]} and not ${values[wrong]}`];
      return sameBits(first.get(name)!, second.get(name)!) ? [] : [`${name} differs from run to run`];
    });
    return { passed: detail.length === 0, detail: detail.join('; ') };
  } catch (error) {
    return { passed: false, detail: String(error) };
  }
}

type Numbers = Float32Array | Int32Array;

const readable = ({ program }: ProgramCase): string[] =>
  program.buffers.filter(({ role }) => role !== 'scratch' && role !== 'constant').map(({ name }) => name);

async function taken(executable: WebGpuExecutable, one: ProgramCase): Promise<Map<string, Numbers>> {
  for (const { name, length, role, type } of one.program.buffers)
    if (role !== 'scratch' && role !== 'constant')
      executable.write(
        name,
        one.initial.get(name) ?? (type === 'f32' ? new Float32Array(length) : new Int32Array(length)),
      );
  executable.run(one.steps);
  const names = readable(one);
  const values = await executable.readMany(names);
  return new Map(names.map((name, index) => [name, values[index]!]));
}

function interpreted(one: ProgramCase): Map<string, Numbers> {
  const memory = allocate(one.program);
  const idOf = (name: string): number => one.program.buffers.findIndex((buffer) => buffer.name === name);
  for (const [name, values] of one.initial) memory[idOf(name)]!.set(values);
  for (const step of one.steps) interpret(one.program, memory, step, seed);
  return new Map(readable(one).map((name) => [name, memory[idOf(name)]!]));
}

/** Where numbers differ by more than `tolerance` of the largest of them, ids at all; -1 for nowhere. */
function firstDifference(expected: Numbers, actual: Numbers, tolerance: number): number {
  let scale = 1e-3;
  for (const value of expected) if (Math.abs(value) > scale) scale = Math.abs(value);
  const allowed = expected instanceof Int32Array ? 0 : scale * tolerance;
  // Written so that NaN is no match.
  return expected.findIndex((value, i) => !(Math.abs(value - actual[i]!) <= allowed));
}

function sameBits(a: Numbers, b: Numbers): boolean {
  const bits = new Int32Array(b.buffer);
  return new Int32Array(a.buffer).every((word, i) => word === bits[i]);
}
