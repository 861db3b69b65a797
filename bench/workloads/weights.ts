/** Initial weights: the very numbers that the models of `src/models` start from. */
import { initialValues, type Initializer } from '../../src/engine/initializers';
import type { Weight } from './workload';

export const initialWeight = (
  name: string,
  shape: number[],
  initializer: Initializer,
  seed: number,
): Weight => ({ shape, values: initialValues(initializer, name, shape, seed) });
