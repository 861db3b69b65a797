/** Plain JavaScript, the last resort where WebAssembly is forbidden; stock tfjs with its slow kernel replaced. */
import type { BackendInfo } from '../../protocol/events';
import { registerUnsortedSegmentSum } from '../kernels/unsortedSegmentSum';
import * as tf from '../tf';

export async function startCpu(): Promise<BackendInfo> {
  await tf.setBackend('cpu');
  const backend = tf.backend() as tf.KernelBackend & {
    makeTensorInfo(shape: number[], dtype: tf.DataType, values: Float32Array): tf.TensorInfo;
  };
  registerUnsortedSegmentSum(
    'cpu',
    (tensor) => backend.readSync(tensor.dataId) as Float32Array | Int32Array,
    (shape) => backend.makeTensorInfo(shape, 'float32', new Float32Array(tf.util.sizeFromShape(shape))),
  );
  return { backend: 'cpu', device: 'JavaScript', software: false };
}
