/** Hands a share, 0..1, to a style sheet. */
import type { CSSProperties } from 'react';

/** The share as a percentage, by the name of `--share`. */
export const shareStyle = (share: number): CSSProperties =>
  ({ '--share': `${100 * share}%` }) as CSSProperties;
