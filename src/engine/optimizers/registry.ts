/** The optimizers there are. A new one is a file beside this and a line here. */
import { adagrad } from './adagrad';
import { adagradMomentum } from './adagradMomentum';
import { adam } from './adam';
import { lazyAdam } from './lazyAdam';
import { momentum } from './momentum';
import type { OptimizerDefinition } from './optimizer';
import { rmsprop } from './rmsprop';
import { sgd } from './sgd';

export const optimizers: readonly OptimizerDefinition[] = [
  adam,
  lazyAdam,
  sgd,
  momentum,
  adagrad,
  adagradMomentum,
  rmsprop,
];
