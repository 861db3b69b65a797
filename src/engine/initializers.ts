/**
 * Initial weights, drawn from the counter-based generator: a pure function of (seed, weight name, element), made
 * on the host, so that every backend starts from the same numbers.
 */
import { draw, hashText, normalPair, purpose, streamKey, unit, type Words } from '../data/random';

/** Fills `values` for a weight of `shape` from a stream that belongs to it alone. */
export type Initializer = (values: Float32Array, shape: number[], key: Words, stream: number) => void;

export const zeros: Initializer = () => {};

export const constant =
  (value: number): Initializer =>
  (values) => {
    values.fill(value);
  };

/** Values that came from elsewhere, such as a pretrained model. */
export const given =
  (source: Float32Array): Initializer =>
  (values) => {
    values.set(source);
  };

export const normal =
  (standardDeviation: number): Initializer =>
  (values, _shape, key, stream) => {
    for (let i = 0; i < values.length; i += 2) {
      const [a, b] = normalPair(draw(key, stream, i >> 1));
      values[i] = a * standardDeviation;
      if (i + 1 < values.length) values[i + 1] = b * standardDeviation;
    }
  };

const uniform = (values: Float32Array, limit: number, key: Words, stream: number): void => {
  for (let i = 0; i < values.length; i++) values[i] = (2 * unit(draw(key, stream, i).a) - 1) * limit;
};

/** Uniform in ±√(6 / (fan in + fan out)). Glorot & Bengio, AISTATS 2010; Keras' default for dense layers. */
export const glorotUniform: Initializer = (values, shape, key, stream) => {
  const [fanIn = 1, fanOut = 1] = shape;
  uniform(values, Math.sqrt(6 / (fanIn + fanOut)), key, stream);
};

/** Uniform in ±√(3 / fan in), as the prediction layer of the NCF authors' code. */
export const lecunUniform: Initializer = (values, shape, key, stream) => {
  uniform(values, Math.sqrt(3 / (shape[0] ?? 1)), key, stream);
};

/** The values of one weight. */
export function initialValues(
  initializer: Initializer,
  name: string,
  shape: number[],
  seed: number,
): Float32Array {
  const values = new Float32Array(shape.reduce((size, length) => size * length, 1));
  initializer(values, shape, streamKey(seed, purpose.initialWeights, 0), hashText(name));
  return values;
}
