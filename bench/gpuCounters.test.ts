import { describe, expect, it } from 'vitest';
import { countGpuCalls } from './gpuCounters';

function fakeClasses() {
  class GPUBuffer {
    readonly size: number;
    constructor(size: number) {
      this.size = size;
    }
    destroy(): void {
      // Twice is allowed.
    }
  }
  class GPUDevice {
    createBuffer({ size }: { size: number }): GPUBuffer {
      return new GPUBuffer(size);
    }
  }
  class GPUComputePassEncoder {
    seen: number[] = [];
    dispatchWorkgroups(x: number): void {
      this.seen.push(x);
    }
    dispatchWorkgroupsIndirect(): void {
      this.seen.push(-1);
    }
  }
  return { GPUBuffer, GPUDevice, GPUComputePassEncoder };
}

describe('countGpuCalls', () => {
  it('counts both kinds of dispatch and hands them on', () => {
    const classes = fakeClasses();
    const counters = countGpuCalls(classes);
    const pass = new classes.GPUComputePassEncoder();
    pass.dispatchWorkgroups(7);
    pass.dispatchWorkgroups(8);
    pass.dispatchWorkgroupsIndirect();
    expect(counters.dispatches()).toBe(3);
    expect(pass.seen).toEqual([7, 8, -1]);
  });

  it('counts the bytes of buffers until they are destroyed, once', () => {
    const classes = fakeClasses();
    const counters = countGpuCalls(classes);
    const device = new classes.GPUDevice();
    const small = device.createBuffer({ size: 16 });
    device.createBuffer({ size: 100 });
    expect(counters.bytes()).toBe(116);
    small.destroy();
    small.destroy();
    expect(counters.bytes()).toBe(100);
  });

  it('counts nothing where there is no WebGPU', () => {
    const counters = countGpuCalls({});
    expect([counters.dispatches(), counters.bytes()]).toEqual([0, 0]);
  });
});
