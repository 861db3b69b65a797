/** The negative samplers. A new one is one file and one line here. */
import type { NegativeSamplerDefinition } from './negativeSampler';
import { popularity } from './popularity';
import { uniform } from './uniform';

export const negativeSamplers = [uniform, popularity] as const satisfies readonly NegativeSamplerDefinition[];
