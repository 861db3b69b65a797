/** Walking through a list: one by one, or in leaps that visit everything once before they repeat. */

export type Step = 'previous' | 'next' | 'leap';

/** The place to look at after the one at `index` among `count`. */
export function nextPlace(index: number, count: number, step: Step): number {
  if (step === 'previous') return (index - 1 + count) % count;
  if (step === 'next') return (index + 1) % count;
  // About the golden ratio, so that neighbours in the list do not follow each other; and without a common divisor.
  let leap = Math.max(1, Math.round(count * 0.618));
  while (commonDivisor(leap, count) !== 1) leap++;
  return (index + leap) % count;
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}
