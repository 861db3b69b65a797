/** The losses of the next item. A new one is a file beside this, a line here, and its id in the models it suits. */
import type { NextLossDefinition } from './nextLoss';

export const nextLosses: readonly NextLossDefinition[] = [];
