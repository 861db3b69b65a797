import { describe, expect, it } from 'vitest';
import { parseArguments } from './arguments';
import { contenderIds } from './contenders/catalog';
import { workloadIds } from './workloads/catalog';

describe('parseArguments', () => {
  it('runs everything when nothing is named', () => {
    expect(parseArguments([])).toEqual({
      workloads: [...workloadIds],
      contenders: [...contenderIds],
      rounds: 5,
      gpu: false,
      json: false,
      help: false,
    });
  });

  it('takes workloads and contenders in one list, and runs them in the usual order', () => {
    const { workloads, contenders } = parseArguments([
      '--only',
      'tfjs-webgpu,neumf,ours-cpu',
      '--only',
      'mf',
    ]);
    expect(workloads).toEqual(['mf', 'neumf']);
    expect(contenders).toEqual(['ours-cpu', 'tfjs-webgpu']);
  });

  it('runs all workloads when only contenders are named', () => {
    expect(parseArguments(['--only', 'jax-js-wasm'])).toMatchObject({
      workloads: workloadIds,
      contenders: ['jax-js-wasm'],
    });
  });

  it('names what it does not understand', () => {
    expect(() => parseArguments(['--only', 'mf,keras'])).toThrow('"keras"');
    expect(() => parseArguments(['--rounds', '0'])).toThrow('"0"');
    expect(() => parseArguments(['--fast'])).toThrow('--fast');
  });
});
