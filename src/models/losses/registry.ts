/** The losses there are. A new one is a file beside this, a line here, and its id in the models it suits. */
import { bce } from './bce';
import { bpr } from './bpr';
import type { LossDefinition } from './loss';
import { mse } from './mse';
import { softmax } from './softmax';

export const losses: readonly LossDefinition[] = [bce, bpr, softmax, mse];
