/** What WebGPU runs on. */
export interface Adapter {
  /** In words. */
  name: string;
  /** Whether it is a processor that plays a GPU. */
  software: boolean;
}

/** null where there is none. */
export async function findAdapter(): Promise<Adapter | null> {
  // Loaded only when asked, so that it is no part of what is measured.
  const webGpu = await import('../src/engine/backends/webgpu');
  const found = await webGpu.findAdapter();
  return found && { name: found.info.device, software: found.info.software };
}
