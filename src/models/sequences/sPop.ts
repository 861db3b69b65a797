/**
 * Popularity within the session so far: the items of the session by how often they came, ties and all other items by
 * their popularity. The baseline S-POP of Hidasi et al., ICLR 2016, section 4.1.
 */
import { noParams } from '../../protocol/registry';
import { popularityLevels, scoresAboveLevels } from './popularityLevels';
import { defineSequenceModel } from './sequenceModel';

export const sPop = defineSequenceModel({
  id: 's-pop',
  label: 'Session popularity (S-POP)',
  help: 'Expects what came often in this session, then what is popular. Strong where people come back to the same items.',
  citation: 'Hidasi et al., ICLR 2016',
  params: noParams,
  losses: [],
  recommended: {},
  fit({ facts }) {
    const popularity = popularityLevels(facts.itemCounts);
    return Promise.resolve({
      numParameters: facts.numItems,
      scoreNext(context, out) {
        const times = new Map<number, number>();
        for (const item of context) times.set(item, (times.get(item) ?? 0) + 1);
        const items = Int32Array.from(times.keys());
        const scores = scoresAboveLevels(popularity, items, [...times.values()]);
        out.set(popularity.levels);
        items.forEach((item, at) => (out[item] = scores[at]!));
      },
    });
  },
});
