/** Axis ranges and ticks that people can read: 1, 2 or 5 times a power of ten. */

export interface AxisScale {
  scale: 'linear' | 'log';
  domain: [number, number];
  ticks: number[];
}

/** The least step of 1, 2 or 5 times a power of ten that is at least `rough`. */
function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  for (const factor of [1, 2, 5]) if (factor * power >= rough * (1 - 1e-9)) return factor * power;
  return 10 * power;
}

/** Free of the dust that sums of steps leave: 0.30000000000000004 becomes 0.3. */
const clean = (value: number, step: number) =>
  Number(value.toFixed(Math.max(0, 2 - Math.floor(Math.log10(step)))));

/** Ticks from `from` to `to` on a nice step, about `count` of them; whole numbers only where `whole`. */
export function linearTicks(from: number, to: number, count: number, whole = false): number[] {
  const step = Math.max(niceStep((to - from) / Math.max(1, count)), whole ? 1 : 0);
  return multiples(from, to, step);
}

function multiples(from: number, to: number, step: number): number[] {
  const ticks: number[] = [];
  for (let n = Math.ceil(from / step - 1e-9); n * step <= to + step * 1e-9; n++)
    ticks.push(clean(n * step, step));
  return ticks;
}

/** Ticks of a logarithmic axis: powers of ten, with 2 and 5 between them where few decades are shown. */
export function logTicks(from: number, to: number): number[] {
  const decades = Math.log10(to / from);
  const factors = decades <= 2.5 ? [1, 2, 5] : [1];
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(from)); power <= Math.log10(to) + 1; power++) {
    for (const factor of factors) {
      const tick = Number((factor * 10 ** power).toPrecision(1));
      if (tick >= from * (1 - 1e-9) && tick <= to * (1 + 1e-9)) ticks.push(tick);
    }
  }
  return ticks;
}

/**
 * A range on nice ends that holds all values. A linear one starts at 0 when the values come near it. Values at or
 * below 0 have no place on a logarithmic axis and do not count.
 */
export function axisFor(values: readonly number[], scale: AxisScale['scale'], count = 5): AxisScale {
  const usable = values.filter((v) => Number.isFinite(v) && (scale === 'linear' || v > 0));
  if (usable.length === 0) {
    return scale === 'linear'
      ? { scale, domain: [0, 1], ticks: linearTicks(0, 1, count) }
      : { scale, domain: [0.1, 1], ticks: logTicks(0.1, 1) };
  }
  let low = Infinity;
  let high = -Infinity;
  for (const value of usable) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (scale === 'log') {
    const domain: [number, number] = [niceBelow(low), niceAbove(high)];
    if (domain[0] === domain[1]) domain[1] = niceAbove(domain[0] * 1.5);
    return { scale, domain, ticks: logTicks(...domain) };
  }
  if (low > 0 && low < high * 0.5) low = 0;
  // Closer together than a step of the axis could tell them apart: as good as one value.
  if (high - low <= 1e-9 * Math.max(Math.abs(low), Math.abs(high))) {
    const room = Math.abs(low) * 0.1 || 1;
    low = low >= 0 ? Math.max(0, low - room) : low - room;
    high += room;
  }
  const step = niceStep((high - low) / count);
  const domain: [number, number] = [
    clean(Math.floor(low / step + 1e-9) * step, step),
    clean(Math.ceil(high / step - 1e-9) * step, step),
  ];
  return { scale, domain, ticks: multiples(...domain, step) };
}

/** The greatest of 1, 2, 5 times a power of ten at or below a positive value. */
function niceBelow(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value) + 1e-9);
  const factor = [5, 2, 1].find((f) => f * power <= value * (1 + 1e-9)) ?? 1;
  return Number((factor * power).toPrecision(1));
}

/** The least of 1, 2, 5 times a power of ten at or above a positive value. */
export function niceAbove(value: number): number {
  return Number(niceStep(value).toPrecision(1));
}
