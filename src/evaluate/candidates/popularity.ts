/** Unseen items drawn in proportion to their training interactions: harder to tell from the held-out ones. */
import { z } from '../../protocol/zod';
import { drawAlias, makeAliasTable } from '../../data/sample/aliasTable';
import { draw, purpose, streamKey } from '../../data/random';
import { param } from '../../protocol/registry';
import { popularityWeights } from '../../data/sample/popularity';
import { defineCandidates } from './candidateRule';
import { drawLists } from './drawLists';

/** Where a few items take nearly all draws a list may stay short; this bounds the search. */
const drawsPerPlace = 100;

export const popularity = defineCandidates({
  id: 'popularity',
  label: 'Popularity sample',
  help: 'Ranks held-out items among this many unseen items drawn in proportion to their training interactions, once per run. A list may be shorter where few unseen items have any.',
  citation: 'Sun et al., BERT4Rec, CIKM 2019',
  leavesOutSeen: true,
  drawn: true,
  params: z.object({ count: param.int(99, { min: 1, max: 10_000 }, { title: 'Drawn items per user' }) }),
  candidatesOf(input) {
    const { count } = input.params;
    const table = makeAliasTable(popularityWeights(input.trainedCounts, 1));
    const key = streamKey(input.seed, purpose.evaluationCandidates, 0);
    return drawLists(input, count, (user, offer) => {
      for (let attempt = 0; attempt < count * drawsPerPlace; attempt++)
        if (offer(drawAlias(table, draw(key, user, attempt))) === 'stop') return;
    });
  },
});
