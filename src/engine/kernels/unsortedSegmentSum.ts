/**
 * `UnsortedSegmentSum` for the CPU backends: the gradient of every embedding lookup. tfjs wasm has no such kernel
 * (tensorflow/tfjs#8082), and the one of tfjs cpu loops over all segments with four kernels each, 15 s for a
 * MovieLens-sized table. Rows are added in the order of the batch, so two runs give the same bits.
 */
import * as tf from '../tf';

/** `out[segments[r]] += values[r]` over rows of `width` numbers; ids outside 0..numSegments-1 are ignored. */
export function addRows(values: Float32Array, segments: Int32Array, width: number, out: Float32Array): void {
  const numSegments = out.length / width;
  for (let row = 0; row < segments.length; row++) {
    const segment = segments[row]!;
    if (segment < 0 || segment >= numSegments) continue;
    const to = segment * width;
    const from = row * width;
    for (let j = 0; j < width; j++) out[to + j]! += values[from + j]!;
  }
}

type Reader = (tensor: tf.TensorInfo) => Float32Array | Int32Array;

/** Registers the kernel for a backend whose tensors can be read synchronously, in place of one that it may have. */
export function registerUnsortedSegmentSum(
  backendName: 'wasm' | 'cpu',
  read: Reader,
  allocate: (shape: number[]) => tf.TensorInfo,
): void {
  const kernelName = 'UnsortedSegmentSum';
  if (tf.getKernel(kernelName, backendName)) tf.unregisterKernel(kernelName, backendName);
  tf.registerKernel({
    kernelName,
    backendName,
    kernelFunc: ({ inputs, attrs }) => {
      const { x, segmentIds } = inputs as { x: tf.TensorInfo; segmentIds: tf.TensorInfo };
      const { numSegments } = attrs as unknown as { numSegments: number };
      const out = allocate([numSegments, ...x.shape.slice(segmentIds.shape.length)]);
      // Read the inputs after allocating: growing the wasm heap detaches earlier views.
      const sums = read(out) as Float32Array;
      sums.fill(0);
      const width = out.shape.slice(1).reduce((size, length) => size * length, 1);
      addRows(read(x) as Float32Array, read(segmentIds) as Int32Array, width, sums);
      return out;
    },
  });
}
