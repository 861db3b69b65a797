/**
 * Matrix products with a transposed operand for tfjs wasm. Its kernel takes the fast XNNPACK path only when
 * neither side is transposed, and both products of every dense layer's gradient are: aᵀ·b of [1024, 1024] by
 * [1024, 32] took 121 ms against 12 ms for transposing first.
 */
import * as tf from '../tf';

interface MatMulAttrs {
  transposeA: boolean;
  transposeB: boolean;
}

/** Replaces the product of the wasm backend, once; results differ from it only by rounding. */
export function registerTransposedMatMul(): void {
  const stock = tf.getKernel('BatchMatMul', 'wasm');
  const transpose = tf.getKernel('Transpose', 'wasm');
  tf.unregisterKernel('BatchMatMul', 'wasm');
  tf.registerKernel({
    ...stock,
    kernelFunc: ({ inputs, attrs, backend }) => {
      const { transposeA, transposeB } = attrs as unknown as MatMulAttrs;
      const made: tf.TensorInfo[] = [];
      const turn = (x: tf.TensorInfo): tf.TensorInfo => {
        const perm = [...x.shape.keys()];
        perm.push(...perm.splice(-2).reverse());
        const turned = transpose.kernelFunc({ inputs: { x }, attrs: { perm }, backend }) as tf.TensorInfo;
        made.push(turned);
        return turned;
      };
      const product = stock.kernelFunc({
        inputs: { a: transposeA ? turn(inputs.a!) : inputs.a!, b: transposeB ? turn(inputs.b!) : inputs.b! },
        attrs: { ...attrs, transposeA: false, transposeB: false },
        backend,
      });
      for (const { dataId } of made) tf.backend().disposeData(dataId);
      return product;
    },
  });
}
