/** Whether there is room for something, asked before any memory is taken. */
import { planMemory } from './program/memory';
import type { Program } from './program/program';
import type { ProgramHost } from './programHost';

/** A program needs more memory than its host can give. */
export class TooLarge extends Error {
  readonly bytes: number;
  readonly most: number;
  readonly where: Room['where'];

  constructor(bytes: number, { most, where }: Room) {
    super(`${bytes} bytes are needed, and ${where} has at most ${most}.`);
    this.bytes = bytes;
    this.most = most;
    this.where = where;
  }
}

/** The most that can be had: of all memory together, or of a single buffer. */
export interface Room {
  most: number;
  /** "WebAssembly", "one buffer of this GPU". */
  where: string;
  of: 'all' | 'buffer';
}

/** WebAssembly counts its addresses in 32 bits. */
const wasmBytes = 2 ** 32;

export function roomOn(host: ProgramHost): Room {
  if (host.kind === 'wasm') return { most: wasmBytes, where: 'WebAssembly', of: 'all' };
  const { maxStorageBufferBindingSize, maxBufferSize } = host.device.limits;
  return {
    most: Math.min(maxStorageBufferBindingSize, maxBufferSize),
    where: 'one buffer of this GPU',
    of: 'buffer',
  };
}

/** @throws TooLarge when the host has no room for the program. */
export function requireRoom(host: ProgramHost, program: Program): void {
  const kept = program.buffers.filter(({ role }) => role !== 'scratch').map(({ length }) => length);
  const lengths = [...kept, ...planMemory(program).slots];
  const room = roomOn(host);
  const bytes =
    4 *
    (room.of === 'all'
      ? lengths.reduce((sum, length) => sum + length, 0)
      : lengths.reduce((largest, length) => Math.max(largest, length), 0));
  if (bytes > room.most) throw new TooLarge(bytes, room);
}
