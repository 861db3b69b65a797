/** Which scratch buffers of a program may lie in the same memory: those that are never alive at once. */
import { buffersOf } from './buffersOf';
import type { BufferId, Program } from './program';

export interface MemoryPlan {
  /** Index into `slots` of every scratch buffer. */
  slotOf: ReadonlyMap<BufferId, number>;
  /** Length of each slot, in 32-bit numbers. */
  slots: readonly number[];
}

/**
 * Assigns slots by a scan over the levels: a buffer takes the free slot that fits best, else a new one. A buffer is
 * alive from the level that writes it first to the last level that uses it, both included, so kernels of one level
 * never meet in a slot.
 */
export function planMemory(program: Program): MemoryPlan {
  const first = new Map<BufferId, number>();
  const last = new Map<BufferId, number>();
  program.levels.forEach((kernels, level) => {
    for (const buffer of kernels.flatMap(buffersOf)) {
      if (program.buffers[buffer]!.role !== 'scratch') continue;
      if (!first.has(buffer)) first.set(buffer, level);
      last.set(buffer, level);
    }
  });
  const slots: number[] = [];
  const slotOf = new Map<BufferId, number>();
  const busyUntil: number[] = [];
  const byStart = [...first].sort(
    ([a, startA], [b, startB]) =>
      startA - startB || program.buffers[b]!.length - program.buffers[a]!.length || a - b,
  );
  for (const [buffer, start] of byStart) {
    const { length } = program.buffers[buffer]!;
    const free = slots.map((_, slot) => slot).filter((slot) => busyUntil[slot]! < start);
    const fitting = free.filter((slot) => slots[slot]! >= length).sort((a, b) => slots[a]! - slots[b]!);
    // Where none is large enough, the largest free one grows.
    const slot = fitting[0] ?? free.sort((a, b) => slots[b]! - slots[a]!)[0] ?? slots.push(length) - 1;
    slots[slot] = Math.max(slots[slot]!, length);
    busyUntil[slot] = last.get(buffer)!;
    slotOf.set(buffer, slot);
  }
  return { slotOf, slots };
}
