import { describe, expect, it } from 'vitest';
import { testRun } from '../charts/testRuns';
import { engineWords, meanStepMs, speedWords } from './engineWords';

describe('engineWords', () => {
  it('counts the kernels and the memory of a compiled step', () => {
    const words = engineWords({ compiled: true, reason: null, kernels: 14, bytes: 12.3 * 2 ** 20 });
    expect(words?.title).toBe('Compiled: 14 kernels a step, 12.3 MB');
    expect(words?.short).toBe('compiled');
    expect(engineWords({ compiled: true, reason: null, kernels: 1, bytes: 1000 })?.title).toBe(
      'Compiled: 1 kernel a step, under 0.1 MB',
    );
  });

  it('says why a run goes step by step', () => {
    const reason = 'The operation TopK cannot be compiled.';
    expect(engineWords({ compiled: false, reason, kernels: 0, bytes: 0 })?.title).toBe(
      'Step by step: The operation TopK cannot be compiled',
    );
  });

  it('knows models that are counted, and says nothing of runs that did not note it', () => {
    expect(engineWords(null)?.short).toBe('counted');
    expect(engineWords(undefined)).toBeNull();
  });
});

describe('speed of a run', () => {
  it('is said once a step was measured', () => {
    const run = testRun({ id: 'a' });
    expect(speedWords(run)).toBe('');
    expect(speedWords({ ...run, samplesPerSecond: 5000, msPerStep: 0.2 })).toBe(
      '5,000 samples/s · 0.200 ms/step',
    );
  });

  it('is the mean time of its steps, evaluation left out', () => {
    // Two epochs of 900 ms and 3 steps.
    expect(meanStepMs(testRun({ id: 'a', epochs: [{}, {}] }))).toBe(300);
    expect(meanStepMs(testRun({ id: 'a', epochs: [{}], info: { stepsPerEpoch: 0 } }))).toBeUndefined();
  });
});
