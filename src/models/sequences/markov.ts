/**
 * First-order Markov chain: what followed the last item in training, the more often the higher; ties and all other items
 * by their popularity. The plainest reading of Shani et al., An MDP-Based Recommender System, UAI 2002.
 */
import { noParams } from '../../protocol/registry';
import { collectRows, Tally, writeRow } from './itemRows';
import { popularityLevels, scoresAboveLevels } from './popularityLevels';
import { defineSequenceModel } from './sequenceModel';
import { placesOfItems, sessionOfPlaces } from './sessionPlaces';

export const markov = defineSequenceModel({
  id: 'markov',
  label: 'Markov chain',
  help: 'Expects what most often followed the last item. It sees one item back and no further, and is hard to beat in logs of clicks.',
  citation: 'Shani et al., UAI 2002',
  params: noParams,
  losses: [],
  recommended: {},
  async fit({ facts, pace }) {
    const { numItems, sessions } = facts;
    const popularity = popularityLevels(facts.itemCounts);
    const { offsets, places } = placesOfItems(sessions, numItems);
    const sessionOf = sessionOfPlaces(sessions);
    const followers = new Tally(numItems);
    const rows = await collectRows(numItems, pace, (item) => {
      for (let at = offsets[item]!; at < offsets[item + 1]!; at++) {
        const next = places[at]! + 1;
        if (sessionOf[next] === sessionOf[next - 1]) followers.add(sessions.items[next]!);
      }
      const { items, counts } = followers.take();
      return { items, values: scoresAboveLevels(popularity, items, counts) };
    });
    return {
      numParameters: rows.values.length,
      scoreNext(context, out) {
        out.set(popularity.levels);
        writeRow(rows, context.at(-1)!, out);
      },
    };
  },
});
