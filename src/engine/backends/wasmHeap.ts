/** What the engine uses of the wasm backend beyond the interface of all backends: its memory. */
import * as tf from '../tf';

export interface WasmHeap {
  /** The values of a tensor where they lie; the view breaks when the heap grows. */
  view(tensor: tf.TensorInfo): Float32Array | Int32Array;
  /** A new tensor of 32-bit floats whose values are not set. */
  allocate(shape: number[]): tf.TensorInfo;
}

interface WasmBackendMembers {
  typedArrayFromHeap(tensor: tf.TensorInfo): Float32Array | Int32Array;
  makeOutput(shape: number[], dtype: 'float32'): tf.TensorInfo;
}

/** The memory of the backend in use, which must be wasm. */
export function wasmHeap(): WasmHeap {
  const backend = tf.backend() as unknown as WasmBackendMembers;
  return {
    view: (tensor) => backend.typedArrayFromHeap(tensor),
    allocate: (shape) => backend.makeOutput(shape, 'float32'),
  };
}
