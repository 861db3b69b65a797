import { describe, expect, it } from 'vitest';
import { firstStep } from '../../testing/programDraft';
import { recurrenceCases, recurrenceInLoops } from '../../testing/recurrenceCases';
import { recurrenceKernelCases, recurrenceProgram } from '../../testing/recurrenceKernelCases';
import { allocate, interpret } from '../program/interpret';
import { compileWasm } from './compileWasm';

describe('kernels of recurrent layers', () => {
  it.each(recurrenceCases())('mean what plain loops do: $name', (one) => {
    const { program } = recurrenceProgram(one);
    const memory = allocate(program);
    interpret(program, memory, firstStep, 1);
    const { outputs, gradients } = recurrenceInLoops(one);
    const [forward, , backward] = program.levels.flat();
    for (const [kernel, expected] of [
      [forward, outputs],
      [backward, gradients[0]!],
    ] as const) {
      const { to } = kernel as typeof kernel & { to: { buffer: number; offset: number } };
      const found = memory[to.buffer]!.subarray(to.offset);
      for (const [i, value] of expected.entries())
        if (!(Math.abs(found[i]! - value) < 1e-5)) expect([i, found[i]]).toEqual([i, value]);
    }
  });

  it.each(recurrenceKernelCases())('agree with the interpreter: $name', async ({ program }) => {
    const memory = allocate(program);
    interpret(program, memory, firstStep, 1);
    const executable = await compileWasm(program, { seed: 1 });
    executable.run([firstStep]);
    const first = await Promise.all(program.buffers.map(({ name }) => executable.read(name)));
    for (const [index, { role, name }] of program.buffers.entries()) {
      if (role === 'scratch') continue;
      const wanted = Array.from(memory[index]!);
      const scale = wanted.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
      const worst = wanted.findIndex((value, i) => !(Math.abs(value - first[index]![i]!) <= 1e-5 * scale));
      expect([name, worst, first[index]![worst]]).toEqual([name, -1, wanted[worst]]);
    }
    executable.run([firstStep]);
    const again = await Promise.all(program.buffers.map(({ name }) => executable.read(name)));
    for (const [index, values] of again.entries())
      expect(Buffer.compare(Buffer.from(values.buffer), Buffer.from(first[index]!.buffer))).toBe(0);
    executable.dispose();
  });
});
