/** Shaders made ready to be dispatched. */

/** A shader with its buffers. */
export interface BoundShader {
  name: string;
  code: string;
  /** In the order of their binding numbers in group 0. */
  bindings: readonly { buffer: GPUBuffer; written: boolean }[];
  workgroups: readonly [x: number, y?: number, z?: number];
}

export interface ReadyShader {
  pipeline: GPUComputePipeline;
  bindGroup: GPUBindGroup;
  workgroups: readonly [x: number, y: number, z: number];
}

/**
 * Compiles all shaders at once. `runLayout` is the layout of group 1.
 * @throws Error with the name of the shader and what the browser says about it
 */
export async function makePipelines(
  device: GPUDevice,
  shaders: readonly BoundShader[],
  runLayout: GPUBindGroupLayout,
  onProgress?: (done: number, total: number) => void,
): Promise<ReadyShader[]> {
  let done = 0;
  return Promise.all(
    shaders.map(async (shader) => {
      const ready = await makePipeline(device, shader, runLayout);
      onProgress?.(++done, shaders.length);
      return ready;
    }),
  );
}

async function makePipeline(
  device: GPUDevice,
  { name, code, bindings, workgroups: [x, y = 1, z = 1] }: BoundShader,
  runLayout: GPUBindGroupLayout,
): Promise<ReadyShader> {
  device.pushErrorScope('validation');
  const module = device.createShaderModule({ label: name, code });
  const layout = device.createBindGroupLayout({
    label: name,
    entries: bindings.map(({ written }, binding) => ({
      binding,
      visibility: GPUShaderStage.COMPUTE,
      buffer: { type: written ? 'storage' : 'read-only-storage' },
    })),
  });
  const bindGroup = device.createBindGroup({
    label: name,
    layout,
    entries: bindings.map(({ buffer }, binding) => ({ binding, resource: { buffer } })),
  });
  const refused = device.popErrorScope();
  // A module that is wrong fails here too, but says less.
  const made = device
    .createComputePipelineAsync({
      label: name,
      layout: device.createPipelineLayout({ bindGroupLayouts: [layout, runLayout] }),
      compute: { module, entryPoint: 'main' },
    })
    .catch((error: unknown) => (error instanceof Error ? error : new Error(String(error))));
  const error = await refused;
  const pipeline = await made;
  if (error) throw new Error(`The GPU refused "${name}": ${error.message}`);
  if (pipeline instanceof Error) throw new Error(`The GPU refused "${name}": ${pipeline.message}`);
  return { pipeline, bindGroup, workgroups: [x, y, z] };
}
