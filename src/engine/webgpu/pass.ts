/**
 * A hand-written kernel that joins a program: one dispatch per run, before the first or after the last level. A
 * sampler fills the batch inputs this way; a ranking pass reads the scores of the run it follows.
 */

/**
 * Where the numbers of a binding lie:
 * - a string: the buffer of the program with this name;
 * - a typed array: data of the pass itself, uploaded once; passes that give the same array object share the upload;
 * - a GPUBuffer (usage STORAGE): made, read and destroyed by the caller, for instance to collect results.
 */
export type PassSource = string | Int32Array | Uint32Array | Float32Array | GPUBuffer;

export interface PassBinding {
  /** The name of the array in WGSL. */
  name: string;
  source: PassSource;
  /** A buffer may be bound once only per pass; one that is read and written is bound as `read_write`. */
  access: 'read' | 'read_write';
  /** `atomic<u32>` and `atomic<i32>` need `read_write`. A `vec4<f32>` array holds ⌊length / 4⌋ elements. */
  element: 'f32' | 'i32' | 'u32' | 'vec4<f32>' | 'vec4<i32>' | 'vec4<u32>' | 'atomic<u32>' | 'atomic<i32>';
}

/**
 * The compiler writes the declarations, so that `code` uses them by name:
 *
 * - `var<storage, …> name: array<element>` for each of `bindings` (8 at most on every device);
 * - the uniform `run: Run`, see `runStruct`: `run.epoch`, `run.step`, the Threefry keys of the epoch as vec2<u32>
 *   (`run.shuffle`, `run.negatives`, `run.dropout`), and `scalar(index: u32) -> f32`, `StepValues.scalars[index]`.
 *
 * `code` is the rest of the module: its functions (`threefryWgsl` too, where it draws), and the entry point
 * `@compute @workgroup_size(…) fn main(…)`. Its names must not be `run`, `Run` or `scalar`.
 */
export interface GpuPass {
  name: string;
  code: string;
  bindings: readonly PassBinding[];
  /** Workgroups along x, y and z (1 where left out), at most 65,535 each. */
  workgroups: readonly [x: number, y?: number, z?: number];
}

/** The declarations that `code` of a pass is put after. */
export function passDeclarations(bindings: readonly PassBinding[], numScalars: number): string {
  const arrays = bindings.map(({ name, access, element }, index) => {
    return `@group(0) @binding(${index}) var<storage, ${access}> ${name}: array<${element}>;`;
  });
  return `${runStruct(numScalars)}\n${arrays.join('\n')}\n`;
}

/**
 * What changes from run to run, as every shader of a program sees it. The keys are those of
 * `streamKey(seed, purpose.…, epoch)`.
 */
export function runStruct(numScalars: number): string {
  return `struct Run {
  epoch: u32,
  step: u32,
  shuffle: vec2<u32>,
  negatives: vec2<u32>,
  dropout: vec2<u32>,
  scalars: array<vec4<f32>, ${Math.max(1, Math.ceil(numScalars / 4))}>,
}
@group(1) @binding(0) var<uniform> run: Run;
fn scalar(index: u32) -> f32 { return run.scalars[index / 4u][index % 4u]; }
`;
}
