/** What a kernel touches, found by walking its values. */
import { attentionReads, isAttention } from './attentionKernels';
import type { BufferId, Kernel, Place, Value } from './program';
import { isRecurrence, recurrenceReads, recurrenceWrites } from './recurrenceKernels';
import { windowReads, windowWrites, type WindowKernel } from './windowKernels';

/** Calls `visit` once for every distinct value under `roots`. */
export function walkValues(roots: readonly Value[], visit: (value: Value) => void): void {
  const seen = new Set<Value>();
  const walk = (value: Value): void => {
    if (seen.has(value)) return;
    seen.add(value);
    visit(value);
    if ('x' in value) walk(value.x);
    if (value.op === 'select') walk(value.condition);
    if ('a' in value) {
      walk(value.a);
      walk(value.b);
    }
  };
  roots.forEach(walk);
}

const isWindow = (kernel: Kernel): kernel is WindowKernel =>
  kernel.kind === 'winners' || kernel.kind === 'filterGradient' || kernel.kind === 'inputGradient';

/** The values that a kernel computes. */
export function valuesOf(kernel: Kernel): Value[] {
  switch (kernel.kind) {
    case 'rows':
      return kernel.stages.map(({ value }) => value);
    case 'columns':
      return kernel.sums.map(({ value }) => value);
    case 'product':
      return kernel.epilogue ? [kernel.epilogue] : [];
    default:
      return [];
  }
}

/** Buffers that a kernel reads. */
export function readsOf(kernel: Kernel): BufferId[] {
  const read: BufferId[] = [];
  const place = ({ buffer, via }: Place): void => {
    read.push(buffer);
    if (via) place(via.ids);
  };
  walkValues(valuesOf(kernel), (value) => {
    if (value.op === 'load' || value.op === 'sumOfParts') place(value.place);
    if (value.op === 'sumOfGroup') read.push(value.groups.buffer, value.values);
  });
  if (kernel.kind === 'product') read.push(kernel.a.buffer, kernel.b.buffer);
  if (kernel.kind === 'group') read.push(kernel.ids.buffer);
  if (isWindow(kernel)) read.push(...windowReads(kernel));
  if (isAttention(kernel)) read.push(...attentionReads(kernel));
  if (isRecurrence(kernel)) read.push(...recurrenceReads(kernel));
  return [...new Set(read)];
}

/** Buffers that a kernel writes. */
export function writesOf(kernel: Kernel): BufferId[] {
  switch (kernel.kind) {
    case 'rows':
      return [...new Set(kernel.stages.flatMap((stage) => (stage.do === 'write' ? [stage.to.buffer] : [])))];
    case 'columns':
      return [...new Set(kernel.sums.map(({ to }) => to.buffer))];
    case 'product':
      return [kernel.to.buffer];
    case 'group':
      return [kernel.groups.buffer];
    case 'recurrence':
    case 'recurrenceGradient':
      return recurrenceWrites(kernel);
    default:
      return [isAttention(kernel) ? kernel.to.buffer : windowWrites(kernel)];
  }
}

export const buffersOf = (kernel: Kernel): BufferId[] => [
  ...new Set([...readsOf(kernel), ...writesOf(kernel)]),
];
