import { describe, expect, it } from 'vitest';
import { afterFailure } from './deviceLoss';

const lost = { code: 'device-lost', what: 'The GPU was lost: it crashed.', hint: '' } as const;
const gone = { code: 'no-backend', what: 'WebGPU cannot start.', hint: '' } as const;

describe('a run whose GPU is lost', () => {
  it('goes on from its checkpoint on a new device', () => {
    expect(afterFailure({ error: lost, canResume: true }, { losses: 0, backend: 'webgpu' })).toMatchObject({
      resume: true,
      backend: 'webgpu',
      losses: 1,
      hint: expect.stringContaining('from its last checkpoint;') as string,
    });
  });

  it('starts again where there is no checkpoint, and promises none', () => {
    const recovery = afterFailure({ error: lost, canResume: false }, { losses: 0, backend: null })!;
    expect(recovery).toMatchObject({ resume: false, backend: null, losses: 1 });
    expect(recovery.hint).toBe('There is no checkpoint yet: the run starts again from the beginning.');
  });

  it('goes on on the processor the second time, or when there is no GPU any more', () => {
    for (const error of [lost, gone])
      expect(afterFailure({ error, canResume: true }, { losses: 1, backend: 'webgpu' })).toMatchObject({
        resume: true,
        backend: 'wasm',
        losses: 2,
        hint: expect.stringContaining('on the processor') as string,
      });
  });

  it('fails at last, and at once for any other reason', () => {
    expect(afterFailure({ error: lost, canResume: true }, { losses: 2, backend: 'wasm' })).toBeNull();
    expect(afterFailure({ error: gone, canResume: false }, { losses: 0, backend: 'webgpu' })).toBeNull();
    const other = { code: 'non-finite', what: '', hint: '' } as const;
    expect(afterFailure({ error: other, canResume: true }, { losses: 0, backend: null })).toBeNull();
  });
});
