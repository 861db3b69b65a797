import { describe, expect, it } from 'vitest';
import { describeResults, fileNameOf } from './results';

describe('fileNameOf', () => {
  it('makes a plain file name of whatever a driver calls itself', () => {
    expect(fileNameOf('SwiftShader Device (LLVM 10.0.0)')).toBe('swiftshader-device-llvm-10-0-0.json');
  });
});

describe('describeResults', () => {
  it('keeps the versions of the rivals that are installed', () => {
    const { versions, machine, adapter } = describeResults([], 'Chromium 1', null, 1.5);
    expect(versions).toEqual({
      '@tensorflow/tfjs': expect.stringMatching(/^4\.22\./) as string,
      '@jax-js/jax': '0.1.25',
    });
    expect(machine.cores).toBeGreaterThan(0);
    expect(machine.loadBefore).toBe(1.5);
    expect(adapter).toBeNull();
  });
});
