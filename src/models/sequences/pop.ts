/** Popularity, whatever came before. The baseline POP of Hidasi et al., ICLR 2016, section 4.1. */
import { noParams } from '../../protocol/registry';
import { popularityLevels } from './popularityLevels';
import { defineSequenceModel } from './sequenceModel';

export const pop = defineSequenceModel({
  id: 'pop',
  label: 'Popularity (POP)',
  help: 'Expects the most popular items next, whatever came before. The floor that every other model must beat.',
  citation: 'Hidasi et al., ICLR 2016',
  params: noParams,
  losses: [],
  recommended: {},
  fit({ facts }) {
    const { levels } = popularityLevels(facts.itemCounts);
    return Promise.resolve({
      numParameters: facts.numItems,
      scoreNext: (_context, out) => out.set(levels),
    });
  },
});
