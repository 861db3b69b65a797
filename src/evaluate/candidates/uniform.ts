/** Uniformly drawn unseen items, as many protocols of 2017-2020 have it. */
import { z } from '../../protocol/zod';
import { draw, makePermutation, purpose, streamKey } from '../../data/random';
import { param } from '../../protocol/registry';
import { defineCandidates } from './candidateRule';
import { drawLists } from './drawLists';

export const uniform = defineCandidates({
  id: 'uniform',
  label: 'Uniform sample',
  help: 'Ranks held-out items among this many unseen items drawn at random, once per run. To compare with papers that did so; not comparable with full ranking.',
  citation: 'He et al., Neural Collaborative Filtering, WWW 2017',
  leavesOutSeen: true,
  drawn: true,
  params: z.object({ count: param.int(99, { min: 1, max: 10_000 }, { title: 'Drawn items per user' }) }),
  candidatesOf(input) {
    const { numItems } = input.dataset;
    const key = streamKey(input.seed, purpose.evaluationCandidates, 0);
    return drawLists(input, input.params.count, (user, offer) => {
      // A random order of all items: each comes up once, so the list fills whenever there are enough.
      const permute = makePermutation(draw(key, user, 0), numItems);
      for (let place = 0; place < numItems; place++) if (offer(permute(place)) === 'stop') return;
    });
  },
});
