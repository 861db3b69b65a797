/** Makes a program ready on the CPU. */
import { purpose, streamKey } from '../../data/random';
import type { BufferSpec, Executable, Program, StepValues } from '../program/program';
import { generate } from './generate';
import type { Layout } from './layout';

/** What the generated module exports, beside its single kernels. */
interface Exports {
  memory: WebAssembly.Memory;
  run(): void;
  'clear subnormals'(): void;
}

/** Subnormal numbers are cleared every so many steps: seldom enough to cost nothing, before many have gathered. */
const clearingInterval = 64;

/**
 * Compiles a program to WebAssembly SIMD. `seed` keys its dropout masks.
 * @throws RangeError when the program needs more than 4 GiB; WebAssembly.CompileError where SIMD is missing, see
 * `wasmSimdSupported`.
 */
export async function compileWasm(program: Program, options: { seed: number }): Promise<Executable> {
  const { bytes, layout } = generate(program);
  const { instance } = await WebAssembly.instantiate(bytes);
  return new WasmExecutable(program, layout, instance.exports as unknown as Exports, options.seed);
}

class WasmExecutable implements Executable {
  readonly bytes: number;
  readonly dispatches: number;
  private readonly views: ReadonlyMap<string, Float32Array | Int32Array>;
  private readonly numScalars: number;
  private readonly layout: Layout;
  private readonly module: Exports;
  private readonly seed: number;
  private readonly words: Uint32Array;
  private readonly scalars: Float32Array;
  private keyedEpoch: number | undefined;

  constructor(program: Program, layout: Layout, module: Exports, seed: number) {
    const { buffer } = module.memory;
    this.bytes = buffer.byteLength;
    this.dispatches = program.levels.flat().length;
    this.numScalars = program.numScalars;
    this.layout = layout;
    this.module = module;
    this.seed = seed;
    this.words = new Uint32Array(buffer, 0, layout.scalars / 4);
    this.scalars = new Float32Array(buffer, layout.scalars, program.numScalars);
    this.views = new Map(
      program.buffers.map((spec, id) => [spec.name, viewOf(spec, buffer, layout.address(id))]),
    );
    for (const { name, data } of program.buffers) if (data) this.view(name).set(data);
  }

  run(steps: readonly StepValues[]): void {
    for (const { epoch, step, scalars } of steps) {
      if (scalars.length !== this.numScalars)
        throw new Error(`The program takes ${this.numScalars} scalars, not ${scalars.length}.`);
      this.setEpoch(epoch);
      this.words[this.layout.step / 4] = step;
      this.scalars.set(scalars);
      this.module.run();
      // By the step's number, so that a run that was resumed clears at the same ones.
      if (step % clearingInterval === 0) this.module['clear subnormals']();
    }
  }

  write(name: string, values: Float32Array | Int32Array): void {
    this.view(name).set(values);
  }

  read(name: string): Promise<Float32Array | Int32Array> {
    return Promise.resolve(this.view(name).slice());
  }

  dispose(): void {}

  private setEpoch(epoch: number): void {
    if (epoch === this.keyedEpoch) return;
    const key = streamKey(this.seed, purpose.dropout, epoch);
    this.words.set([key.a, key.b], this.layout.dropoutKey / 4);
    this.keyedEpoch = epoch;
  }

  private view(name: string): Float32Array | Int32Array {
    const view = this.views.get(name);
    if (!view) throw new Error(`The program has no buffer "${name}".`);
    return view;
  }
}

function viewOf(
  { type, length }: BufferSpec,
  memory: ArrayBuffer,
  address: number,
): Float32Array | Int32Array {
  return type === 'f32' ? new Float32Array(memory, address, length) : new Int32Array(memory, address, length);
}
