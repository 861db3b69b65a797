/** Which kernels of a program share a dispatch. */
import { isAttention } from '../program/attentionKernels';
import type { GroupKernel, Kernel, Program } from '../program/program';
import { isRecurrence, type SequenceKernel } from '../program/recurrenceKernels';
import { Arrays, type BufferUse, type BufferUses, holdsVectors } from './wgsl/arrays';
import { attentionPieces } from './wgsl/attention';
import { columnsPieces } from './wgsl/columns';
import type { Piece } from './wgsl/piece';
import { productPiece } from './wgsl/product';
import { recurrenceShader } from './wgsl/recurrence';
import { rowsPiece } from './wgsl/rows';
import { groupsShader, piecesShader, type Shader } from './wgsl/shader';
import { windowPiece } from './wgsl/windows';

export interface PlanLimits {
  maxStorageBuffersPerShaderStage: number;
  maxComputeWorkgroupsPerDimension: number;
}

export interface PlanOptions {
  limits: PlanLimits;
  /** Whether the GPU is a processor that stands in for one. */
  isSoftware: boolean;
}

/**
 * The dispatches of a program, in order. Small kernels of a level share one as far as the number of bindings allows;
 * those that disagree on whether a buffer is read in vectors stay apart. Groupings and recurrent layers have their own,
 * for their barriers.
 * @throws Error when one kernel needs more buffers than a shader may bind
 */
export function planDispatches(program: Program, { limits, isSoftware }: PlanOptions): Shader[] {
  return program.levels.flatMap((level) => {
    const groupings = level.filter((kernel) => kernel.kind === 'group');
    const recurrences = level.filter(isRecurrence);
    const others = level.filter(isPiece);
    return [
      ...sameBuffers(groupings).map((kernels) => groupsShader(program, kernels)),
      ...recurrences.map((kernel) => recurrenceShader(program, kernel, { limits, isSoftware })),
      ...merge(program, others, { limits, isSoftware }).map(({ kernels, uses }) => {
        const arrays = new Arrays(program, (buffer) => holdsVectors(uses.get(buffer)!));
        const pieces = kernels.flatMap((kernel) => piecesOf(kernel, program, arrays, isSoftware));
        return piecesShader(program, pieces, uses, limits.maxComputeWorkgroupsPerDimension);
      }),
    ];
  });
}

type PieceKernel = Exclude<Kernel, GroupKernel | SequenceKernel>;

const isPiece = (kernel: Kernel): kernel is PieceKernel => kernel.kind !== 'group' && !isRecurrence(kernel);

/**
 * Threads that a dispatch for several kernels may have. Together, kernels of fewer fill a GPU better; with more they
 * gain nothing, and lose much on a software GPU, where each thread runs the code of all, that of others masked.
 */
const mostShared = 4096;

interface Dispatch {
  kernels: PieceKernel[];
  threads: number;
  uses: BufferUses;
}

function merge(
  program: Program,
  kernels: readonly PieceKernel[],
  { limits: { maxStorageBuffersPerShaderStage: maxBuffers }, isSoftware }: PlanOptions,
): Dispatch[] {
  const dispatches: Dispatch[] = [];
  for (const kernel of kernels) {
    // How a kernel uses its buffers is seen from its code, whatever they turn out to hold.
    const arrays = new Arrays(program, () => true);
    const threads = piecesOf(kernel, program, arrays, isSoftware).reduce(
      (sum, piece) => sum + piece.threads,
      0,
    );
    if (arrays.uses.size > maxBuffers)
      throw new Error(
        `Kernel "${kernel.name}" uses ${arrays.uses.size} buffers; a shader of this device can bind ${maxBuffers}.`,
      );
    const host = dispatches.find(
      (other) => other.threads + threads <= mostShared && fits(other.uses, arrays.uses, maxBuffers),
    );
    if (host) {
      host.kernels.push(kernel);
      host.threads += threads;
      for (const [buffer, use] of arrays.uses) host.uses.set(buffer, joined(host.uses.get(buffer), use));
    } else {
      dispatches.push({ kernels: [kernel], threads, uses: arrays.uses });
    }
  }
  return dispatches;
}

function fits(uses: BufferUses, more: BufferUses, maxBuffers: number): boolean {
  if (new Set([...uses.keys(), ...more.keys()]).size > maxBuffers) return false;
  return [...more].every(([buffer, use]) => {
    const other = uses.get(buffer);
    const together = joined(other, use);
    return !other || [other, use].every((one) => !holdsVectors(one) || holdsVectors(together));
  });
}

function joined(a: BufferUse | undefined, b: BufferUse): BufferUse {
  return {
    read: b.read || (a?.read ?? false),
    written: b.written || (a?.written ?? false),
    wantsVectors: b.wantsVectors || (a?.wantsVectors ?? false),
    needsNumbers: b.needsNumbers || (a?.needsNumbers ?? false),
  };
}

function piecesOf(kernel: PieceKernel, program: Program, arrays: Arrays, isSoftware: boolean): Piece[] {
  switch (kernel.kind) {
    case 'rows':
      return [rowsPiece(kernel, program, arrays)];
    case 'product':
      return [productPiece(kernel, arrays, isSoftware)];
    case 'columns':
      return columnsPieces(kernel, arrays);
    default:
      return isAttention(kernel) ? attentionPieces(kernel, arrays) : [windowPiece(kernel, arrays)];
  }
}

function sameBuffers(groupings: readonly GroupKernel[]): GroupKernel[][] {
  const together = new Map<string, GroupKernel[]>();
  for (const kernel of groupings) {
    const key = `${kernel.ids.buffer}/${kernel.groups.buffer}`;
    together.set(key, [...(together.get(key) ?? []), kernel]);
  }
  return [...together.values()];
}
