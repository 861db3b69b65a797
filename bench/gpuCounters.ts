/** Counts what a worker asks of WebGPU, whichever library asks: dispatches, and memory in buffers. */

export interface GpuCounters {
  dispatches(): number;
  /** Of buffers that were created and not destroyed. A buffer left to the garbage collector still counts. */
  bytes(): number;
}

/** The classes of WebGPU, as the worker's global scope has them; undefined where there is no WebGPU. */
type WebGpuClasses = Partial<
  Record<'GPUComputePassEncoder' | 'GPUDevice' | 'GPUBuffer', { prototype: object }>
>;

/** Wraps the methods that matter. Call it once, before any library starts. */
export function countGpuCalls(classes: WebGpuClasses): GpuCounters {
  let dispatches = 0;
  let bytes = 0;
  const sizes = new WeakMap<WeakKey, number>();
  const pass = classes.GPUComputePassEncoder?.prototype as GPUComputePassEncoder | undefined;
  const device = classes.GPUDevice?.prototype as GPUDevice | undefined;
  const buffer = classes.GPUBuffer?.prototype as GPUBuffer | undefined;
  if (pass && device && buffer) {
    wrap(pass, 'dispatchWorkgroups', () => dispatches++);
    wrap(pass, 'dispatchWorkgroupsIndirect', () => dispatches++);
    wrap(device, 'createBuffer', (made) => {
      const { size } = made as GPUBuffer;
      sizes.set(made as GPUBuffer, size);
      bytes += size;
    });
    wrap(buffer, 'destroy', (_result, self) => {
      bytes -= sizes.get(self) ?? 0;
      sizes.delete(self);
    });
  }
  return { dispatches: () => dispatches, bytes: () => bytes };
}

/** Calls `after` with the result of each call of `owner[name]`, and the object it was called on. */
function wrap(owner: object, name: string, after: (result: unknown, self: object) => void): void {
  const methods = owner as Record<string, (...given: unknown[]) => unknown>;
  const original = methods[name]!;
  methods[name] = function (this: object, ...given) {
    const result = original.apply(this, given);
    after(result, this);
    return result;
  };
}
