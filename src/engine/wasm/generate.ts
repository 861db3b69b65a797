/** Turns a program into the bytes of one WebAssembly module. */
import { isAttention } from '../program/attentionKernels';
import { writesOf } from '../program/buffersOf';
import type { Kernel, Program } from '../program/program';
import { writeAttention } from './attention';
import { writeColumns } from './columns';
import { FunctionCode } from './functionCode';
import { writeGroup } from './group';
import { Layout } from './layout';
import { moduleBytes, type ModuleFunction } from './moduleBytes';
import { powOfFour, powOfPairs } from './pow';
import { writeProduct } from './product';
import { writeRecurrence } from './recurrence';
import { writeRecurrenceGradient } from './recurrenceGradient';
import { writeRows } from './rows';
import { clearSubnormals } from './subnormals';
import { dropoutWords } from './threefry';
import { Values, type Callees } from './values';
import { writeWindows } from './windows';

export interface GeneratedModule {
  bytes: Uint8Array<ArrayBuffer>;
  layout: Layout;
}

/** Numbers of the functions that kernels call; they come first in the module. */
const callees: Callees = { pow: 1, dropoutWords: 2 };

/**
 * A module that exports `memory`, `run`, `clear subnormals`, and each kernel as `<number> <name>`, so that profiles show them apart.
 */
export function generate(program: Program): GeneratedModule {
  const layout = new Layout(program);
  const functions: ModuleFunction[] = [
    { name: 'pow of pairs', code: powOfPairs() },
    { name: 'pow', code: powOfFour(0) },
    { name: 'dropout words', code: dropoutWords(layout) },
  ];
  const run = new FunctionCode();
  for (const [index, kernel] of program.levels.flat().entries()) {
    run.call(functions.length);
    functions.push({ name: `${index} ${kernel.name}`, code: kernelCode(program, layout, kernel) });
  }
  functions.push({ name: 'run', code: run });
  functions.push({ name: 'clear subnormals', code: clearSubnormals(layout, program.buffers) });
  return { bytes: moduleBytes(functions, layout.bytes), layout };
}

function kernelCode(program: Program, layout: Layout, kernel: Kernel): FunctionCode {
  layout.startKernel();
  const code = new FunctionCode();
  if (kernel.kind === 'group') {
    writeGroup(code, layout, kernel);
    return code;
  }
  const values = new Values(code, layout, program.buffers, callees, writesOf(kernel));
  if (kernel.kind === 'rows') writeRows(values, layout, kernel);
  else if (kernel.kind === 'columns') writeColumns(values, kernel);
  else if (kernel.kind === 'product') writeProduct(values, layout, kernel);
  else if (kernel.kind === 'recurrence') writeRecurrence(values, layout, kernel);
  else if (kernel.kind === 'recurrenceGradient') writeRecurrenceGradient(values, layout, kernel);
  else if (isAttention(kernel)) writeAttention(values, layout, kernel);
  else writeWindows(values, layout, kernel);
  return code;
}
