/** Every item is an equally likely negative. */
import { noParams } from '../../protocol/registry';
import { below } from '../random';
import { defineNegativeSampler } from './negativeSampler';

export const uniform = defineNegativeSampler({
  id: 'uniform',
  label: 'Uniform',
  help: 'Every item is equally likely.',
  citation: 'Rendle et al., BPR, UAI 2009',
  params: noParams,
  create:
    ({ numItems }) =>
    (words) =>
      below(words.a, numItems),
  createWgsl: ({ numItems }) => ({
    code: `fn drawItem(words: vec2<u32>) -> u32 { return below(words.x, ${numItems}u); }`,
    table: null,
  }),
});
