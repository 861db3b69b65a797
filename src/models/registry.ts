/** The models there are, in the order of the menu. A new one is a file beside this and a line here. */
import { biasedMf } from './biasedMf';
import { contentKnn } from './contentKnn';
import { gmf } from './gmf';
import { itemKnn } from './itemKnn';
import { mf } from './mf';
import { mlp } from './mlp';
import type { ModelDefinition } from './model';
import { neumf } from './neumf';
import { popularity } from './popularity';
import { random } from './random';

export const models: readonly ModelDefinition[] = [
  mf,
  neumf,
  gmf,
  mlp,
  biasedMf,
  itemKnn,
  contentKnn,
  popularity,
  random,
];
