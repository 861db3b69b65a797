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
 * Compiles all shaders at once, those known from before not again. `runLayout` is the layout of group 1, whose label says
 * how large it is.
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
  shader: BoundShader,
  runLayout: GPUBindGroupLayout,
): Promise<ReadyShader> {
  const {
    name,
    bindings,
    workgroups: [x, y = 1, z = 1],
  } = shader;
  const { layout, pipeline } = await compiledOnce(device, shader, runLayout);
  const bindGroup = device.createBindGroup({
    label: name,
    layout,
    entries: bindings.map(({ buffer }, binding) => ({ binding, resource: { buffer } })),
  });
  return { pipeline, bindGroup, workgroups: [x, y, z] };
}

interface Compiled {
  layout: GPUBindGroupLayout;
  pipeline: GPUComputePipeline;
}

/**
 * Pipelines by their code and what they write to. A run that is timed first, resumed or scored by what it was trained
 * with compiles the same shaders again, each up to a second's work where a processor stands in for the GPU.
 */
const compiled = new WeakMap<GPUDevice, Map<string, Promise<Compiled>>>();

function compiledOnce(
  device: GPUDevice,
  shader: BoundShader,
  runLayout: GPUBindGroupLayout,
): Promise<Compiled> {
  const known = compiled.get(device) ?? new Map<string, Promise<Compiled>>();
  compiled.set(device, known);
  const written = shader.bindings.map((each) => (each.written ? 'w' : 'r')).join('');
  const key = [runLayout.label, written, shader.code].join('\n');
  const before = known.get(key);
  if (before) return before;
  const making = compile(device, shader, runLayout);
  known.set(key, making);
  // What failed once may work when there is more memory.
  making.catch(() => known.delete(key));
  return making;
}

async function compile(
  device: GPUDevice,
  { name, code, bindings }: BoundShader,
  runLayout: GPUBindGroupLayout,
): Promise<Compiled> {
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
  return { layout, pipeline };
}
