/**
 * Nearest neighbours of the last item by the sessions they share: the similarity of items i and j is
 * cᵢⱼ / √((nᵢ + λ)·(nⱼ + λ)), where n counts the sessions with an item and c those with both. With λ = 0 it is the
 * cosine of their session vectors; λ keeps rare items from being alike by chance. The baseline Item-KNN of Hidasi et
 * al., ICLR 2016, section 4.1, regularized as in the authors' code.
 */
import { z } from '../../protocol/zod';
import { param } from '../../protocol/registry';
import { collectRows, Tally, writeRow, type ItemRow } from './itemRows';
import { defineSequenceModel } from './sequenceModel';
import { eachItemOnce, placesOfItems, sessionOfPlaces } from './sessionPlaces';

export const sessionKnn = defineSequenceModel({
  id: 'session-knn',
  label: 'Item-kNN (sessions)',
  help: 'Expects items that stood in the same sessions as the last one: “others who viewed this also viewed”.',
  citation: 'Hidasi et al., ICLR 2016; Linden et al., 2003',
  params: z.object({
    neighbours: param.int(100, { min: 1, max: 2000 }, { title: 'Neighbours', unit: 'items', scale: 'log' }),
    regularization: param.number(
      20,
      { min: 0, max: 1000 },
      {
        title: 'Regularization λ',
        step: 5,
        description: 'Lowers similarities that rest on few sessions.',
      },
    ),
  }),
  losses: [],
  recommended: {},
  async fit({ facts, params, pace }) {
    const { numItems } = facts;
    const sessions = eachItemOnce(facts.sessions);
    const { offsets, places } = placesOfItems(sessions, numItems);
    const sessionOf = sessionOfPlaces(sessions);
    const together = new Tally(numItems);
    const rows = await collectRows(numItems, pace, (item) => {
      for (let at = offsets[item]!; at < offsets[item + 1]!; at++) {
        const session = sessionOf[places[at]!]!;
        for (let place = sessions.offsets[session]!; place < sessions.offsets[session + 1]!; place++)
          if (sessions.items[place] !== item) together.add(sessions.items[place]!);
      }
      const { items, counts } = together.take();
      const smoothed = (of: number) => offsets[of + 1]! - offsets[of]! + params.regularization;
      const similarities = counts.map(
        (count, at) => count / Math.sqrt(smoothed(item) * smoothed(items[at]!)),
      );
      return nearest(items, similarities, params.neighbours);
    });
    return {
      numParameters: rows.values.length,
      scoreNext(context, out) {
        out.fill(0);
        writeRow(rows, context.at(-1)!, out);
      },
    };
  },
});

/** The `most` items of the highest similarity; equal ones fall to the lower id. */
function nearest(items: Int32Array, similarities: Float64Array, most: number): ItemRow {
  const order = Array.from(items.keys())
    .sort((a, b) => similarities[b]! - similarities[a]! || items[a]! - items[b]!)
    .slice(0, most);
  return {
    items: Int32Array.from(order, (at) => items[at]!),
    values: Float32Array.from(order, (at) => similarities[at]!),
  };
}
