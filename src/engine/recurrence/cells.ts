/** The cells that run over a sequence, and what its steps may do. */

/** How a sequence goes on, one int32 for each step. */
export const stepKind = {
  /** Padding: the state and the output stay as they are. */
  skip: 0,
  goOn: 1,
  /** The state is zero before this step: no value, and no gradient, comes from before. */
  begin: 2,
} as const;

/**
 * LSTM (Hochreiter & Schmidhuber, Neural Computation 1997; with the forget gate of Gers et al., 2000) and GRU (Cho et
 * al., EMNLP 2014; the reset gate is applied behind the product, as cuDNN and the authors' GRU4Rec do).
 */
export type Cell = 'lstm' | 'gru';

/** Gates of a cell, in the order of their columns: i, f, g, o and z, r, n. */
export const gatesOf: Readonly<Record<Cell, number>> = { lstm: 4, gru: 3 };

/** Units of a layer, at most: what they hand on fits the memory that a workgroup of a GPU shares. */
export const mostUnits = 1024;
