/** The optimizer of every training workload. */
import type { AdamParams } from './workload';

export const adam: AdamParams = { learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 };
