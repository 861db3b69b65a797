/** Where programs run: generated WebAssembly, or a GPU device. */
import type { Executable, Program } from './program/program';
import { compileWasm } from './wasm/compileWasm';
import { compileWebGpu } from './webgpu/compileWebGpu';
import type { GpuPass } from './webgpu/pass';
import type { WebGpuExecutable } from './webgpu/webGpuExecutable';

export type ProgramHost = { kind: 'wasm' } | { kind: 'webgpu'; device: GPUDevice };

export interface CompileOptions {
  seed: number;
  /** On a GPU: hand-written passes ahead of every run, and behind it. */
  before?: readonly GpuPass[];
  after?: readonly GpuPass[];
  onProgress?: (done: number, total: number) => void;
}

export const compileOn = (
  host: ProgramHost,
  program: Program,
  options: CompileOptions,
): Promise<Executable> =>
  host.kind === 'wasm' ? compileWasm(program, options) : compileWebGpu(host.device, program, options);

/** Below this a GPU is better served by one long sum than by the sum of its parts. */
const rowsPerPart = 128;

/** Into how many parts a host wants a sum over so many rows cut: a GPU has threads to spare, one core has not. */
export const partsOn = (host: ProgramHost) => (rows: number) =>
  host.kind === 'wasm' ? 1 : Math.max(1, Math.min(64, Math.floor(rows / rowsPerPart)));

/** Buffers that one kernel may use. */
export const maxBuffersOn = (host: ProgramHost): number =>
  host.kind === 'wasm' ? Infinity : host.device.limits.maxStorageBuffersPerShaderStage;

/** A stretch of a buffer of an executable. */
export interface Stretch {
  executable: Executable;
  buffer: string;
  offset: number;
}

/** Copies `length` numbers between two executables of one host; on a GPU they never leave it. */
export async function copyOn(host: ProgramHost, from: Stretch, to: Stretch, length: number): Promise<void> {
  if (host.kind === 'wasm') {
    const values = await from.executable.read(from.buffer);
    to.executable.write(to.buffer, values.subarray(from.offset, from.offset + length));
    return;
  }
  const bufferOf = ({ executable, buffer }: Stretch) => (executable as WebGpuExecutable).bufferOf(buffer);
  const encoder = host.device.createCommandEncoder();
  encoder.copyBufferToBuffer(bufferOf(from), from.offset * 4, bufferOf(to), to.offset * 4, length * 4);
  host.device.queue.submit([encoder.finish()]);
}
