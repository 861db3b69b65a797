import { afterEach, describe, expect, it, vi } from 'vitest';
import { startBackend } from '../backends/startBackend';
import { expectedOfProbe, faultsOfProbe, probeDevice, probeThreads } from './probe';

const binaries = { simd: '', plain: '' };
const faults = { onLost: vi.fn(), onError: vi.fn() };
/** Numbers that each thread writes, and the place of one of them. */
const perThread = (expectedOfProbe().length - 1) / probeThreads;
const found = (change: (words: Uint32Array, floats: Float32Array) => void = () => {}): Uint32Array => {
  const words = expectedOfProbe();
  change(words, new Float32Array(words.buffer));
  return words;
};

/** A device whose kernels give these numbers, and which says when it is given back. */
function deviceThatGives(words: Uint32Array) {
  const buffer = {
    destroy: vi.fn(),
    mapAsync: () => Promise.resolve(),
    getMappedRange: () => words.buffer,
  };
  const pass = { setPipeline: vi.fn(), setBindGroup: vi.fn(), dispatchWorkgroups: vi.fn(), end: vi.fn() };
  const encoder = { beginComputePass: () => pass, copyBufferToBuffer: vi.fn(), finish: vi.fn() };
  const device = {
    lost: new Promise<never>(() => {}),
    destroy: vi.fn(),
    addEventListener: vi.fn(),
    createShaderModule: vi.fn(),
    createComputePipelineAsync: () => Promise.resolve({ getBindGroupLayout: vi.fn() }),
    createBuffer: vi.fn(() => buffer),
    createBindGroup: vi.fn(),
    createCommandEncoder: () => encoder,
    queue: { writeBuffer: vi.fn(), submit: vi.fn() },
  };
  return { device: device as unknown as GPUDevice, buffer, destroy: device.destroy };
}

/** A browser with this device. */
function browserWith(device: GPUDevice): void {
  const adapter = {
    info: { vendor: 'acme', architecture: 'one', device: '', description: '' },
    limits: {},
    features: new Set(),
    requestDevice: () => Promise.resolve(device),
  };
  vi.stubGlobal('navigator', { gpu: { requestAdapter: () => Promise.resolve(adapter) } });
  vi.stubGlobal('GPUBufferUsage', { STORAGE: 1, COPY_SRC: 2, COPY_DST: 4, MAP_READ: 8 });
  vi.stubGlobal('GPUMapMode', { READ: 1 });
}

afterEach(() => vi.unstubAllGlobals());

describe('the probe of a device', () => {
  it('finds nothing where the numbers are right, exp and log to a few units in the last place', () => {
    expect(faultsOfProbe(found())).toEqual([]);
    const nearly = found((_, floats) => {
      floats[3]! *= 1 + 1e-6;
      floats[4]! += 4e-7;
    });
    expect(faultsOfProbe(nearly)).toEqual([]);
  });

  it('names what real devices get wrong', () => {
    const last = (probeThreads - 1) * perThread;
    const faultOf = (change: Parameters<typeof found>[0]) => faultsOfProbe(found(change)).join();
    expect(faultOf((words) => (words[last]! += 1))).toMatch(/loop/);
    // Only the first 16 threads wait at the barrier.
    expect(faultOf((_, floats) => (floats[20 * perThread + 1] = 0))).toMatch(/barrier/);
    // Counts within a group that give 1 in place of 64.
    expect(faultOf((words) => (words[2] = 1))).toMatch(/within a group/);
    expect(faultOf((_, floats) => (floats[3]! *= 1.001))).toMatch(/exp is inexact/);
    expect(faultOf((_, floats) => (floats[last + 4] = NaN))).toMatch(/log is inexact/);
    expect(faultOf((words) => (words[words.length - 1] = 0))).toMatch(/in memory/);
    // A kernel that never ran leaves zeros.
    expect(faultsOfProbe(new Uint32Array(expectedOfProbe().length))).toHaveLength(6);
  });

  it('frees what it made', async () => {
    const { device, buffer } = deviceThatGives(found());
    browserWith(device);
    expect(await probeDevice(device)).toBeNull();
    expect(buffer.destroy).toHaveBeenCalledTimes(9);
  });

  it('tells of a kernel that does not compile', async () => {
    const { device } = deviceThatGives(found());
    browserWith(device);
    Object.assign(device, { createComputePipelineAsync: () => Promise.reject(new Error('no such shader')) });
    expect(await probeDevice(device)).toBe('no such shader');
  });
});

describe('a device that computes wrongly', () => {
  const wrong = () => deviceThatGives(found((words) => (words[2] = 1)));

  it('is given back, and WebAssembly takes its place and says why', async () => {
    const { device, destroy } = wrong();
    browserWith(device);
    const { info, rival } = await startBackend(null, binaries, faults);
    expect([info.backend, rival]).toEqual(['wasm', null]);
    expect(info.unusedGpu).toBe(
      'acme one is not used, as it computes wrongly: counting together within a group loses counts.',
    );
    expect(destroy).toHaveBeenCalledOnce();
  });

  it('is refused where it was asked for by name', async () => {
    browserWith(wrong().device);
    await expect(startBackend('webgpu', binaries, faults)).rejects.toMatchObject({ code: 'no-backend' });
  });

  it('is a matter of its numbers: right ones are used', async () => {
    browserWith(deviceThatGives(found()).device);
    const { info } = await startBackend(null, binaries, faults);
    expect(info).toEqual({ backend: 'webgpu', device: 'acme one', software: false });
  });
});
