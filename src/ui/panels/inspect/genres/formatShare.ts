/** Shares and probabilities in columns, where places below each other must mean the same. */

/** "0.333", always with three decimals. */
export const formatShare = (share: number): string => share.toFixed(3);
