/** The losses of the next item. A new one is a file beside this, a line here, and its id in the models it suits. */
import { nextBpr } from './nextBpr';
import { nextBprMax } from './nextBprMax';
import { nextCrossEntropy } from './nextCrossEntropy';
import type { NextLossDefinition } from './nextLoss';
import { nextTop1 } from './nextTop1';
import { nextTop1Max } from './nextTop1Max';

export const nextLosses: readonly NextLossDefinition[] = [
  nextCrossEntropy,
  nextTop1,
  nextBpr,
  nextTop1Max,
  nextBprMax,
];
