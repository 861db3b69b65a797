/** The probability from which on a genre is predicted, chosen where the truth may be looked at. */

/**
 * The threshold with the highest micro-F1, 2·TP / (2·TP + FP + FN): halfway between the lowest probability that is still
 * taken and the highest that is not. Of equals the highest.
 * @param probabilities [n · numGenres]
 * @param labels [n · numGenres], 1 where true
 */
export function tuneThreshold(probabilities: Float32Array, labels: Uint8Array): number {
  const order = Uint32Array.from(probabilities.keys()).sort((a, b) => probabilities[b]! - probabilities[a]!);
  const positives = labels.reduce((sum, label) => sum + label, 0);
  let best = -1;
  let threshold = 0.5;
  let truePositives = 0;
  for (const [place, index] of order.entries()) {
    truePositives += labels[index]!;
    const lowest = probabilities[index]!;
    const next = place + 1 < order.length ? probabilities[order[place + 1]!]! : 0;
    // Equal probabilities are taken together or not at all.
    if (next === lowest) continue;
    const f1 = (2 * truePositives) / (place + 1 + positives);
    if (f1 <= best) continue;
    best = f1;
    threshold = (lowest + next) / 2;
  }
  return threshold;
}
