/** How many items a rank is among, and what equal scores do to it. */
export const candidateWords = (candidates: number): string =>
  `Rank 1 is the top of ${candidates.toLocaleString('en-US')} candidates; ties count against the model.`;
