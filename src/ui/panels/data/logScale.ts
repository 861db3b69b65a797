/** Logarithmic axes from 1 up. */

/** Maps 1..max to from..to by the logarithm. */
export function logScale(max: number, from: number, to: number): (value: number) => number {
  const span = Math.log(max);
  return (value) => from + (to - from) * (Math.log(Math.max(1, value)) / span);
}

/** The powers of ten from 1 to `max`. */
export function decades(max: number): number[] {
  return Array.from({ length: Math.floor(Math.log10(max) + 1e-9) + 1 }, (_, power) => 10 ** power);
}
