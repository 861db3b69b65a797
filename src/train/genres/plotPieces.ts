/** A plot as it is printed, with what a model reads of it. */
import type { TextOptions } from '../../protocol/textOptions';
import type { ItemInspection } from '../../protocol/trainService';
import { stages } from '../../text/tokenize';
import type { Vocabulary } from '../../text/vocabulary';

/**
 * Cuts a text into the tokens that are read and what lies between them.
 * @param options `maxTokens` may be Infinity, for models that read whole texts
 */
export function plotPieces(
  text: string,
  options: TextOptions,
  genreNames: readonly string[],
  vocabulary: Vocabulary,
): Pick<ItemInspection, 'plot' | 'cut'> {
  const { tokens, lower, words, content, known } = stages(
    text,
    { ...options, maxTokens: Infinity },
    genreNames,
    vocabulary,
  );
  // What survives every stage, as places among the tokens.
  let places = [...tokens.keys()];
  for (const { passes } of [lower, words, content, known]) places = places.filter((_, i) => passes[i]);
  const read = new Set(places.slice(0, options.maxTokens));
  const wordOf = new Map(known.tokens.filter((_, i) => known.passes[i]).map((word, i) => [places[i]!, word]));
  // The form in which tokens were looked for; between two of them is nothing but space.
  const printed = text.normalize('NFKC');
  const plot: ItemInspection['plot'] = [];
  let from = 0;
  let at = 0;
  for (const [place, token] of tokens.entries()) {
    at = printed.indexOf(token, at);
    if (read.has(place)) {
      if (at > from) plot.push({ text: printed.slice(from, at), word: null });
      plot.push({ text: token, word: wordOf.get(place)! });
      from = at + token.length;
    }
    at += token.length;
  }
  if (from < printed.length) plot.push({ text: printed.slice(from), word: null });
  return { plot, cut: places.length - read.size };
}
