/** What a network is to the reference: a loss and its gradient, in double precision. */
export type Arrays = Record<string, Float64Array>;

/** Adds the gradient of the mean loss to `gradient` and returns that loss. */
export type LossAndGradient = (weights: Arrays, gradient: Arrays) => number;

export const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
/** log(1 + eˣ) */
export const softplus = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
