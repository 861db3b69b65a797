/** Measured values as the tables of the terminal show them. */

/** Four significant digits; "–" where there is no value. */
export function formatNumber(value: number | null | undefined): string {
  if (value === undefined || value === null || Number.isNaN(value)) return '–';
  return Math.abs(value) >= 1000 ? value.toFixed(0) : value.toPrecision(4);
}

/** "(+19.8 %)"; '' where there is none. */
export function formatGain(gain: number | undefined): string {
  if (gain === undefined) return '';
  const percent = Math.abs(100 * gain).toFixed(1);
  return `(${gain < 0 ? '−' : '+'}${percent} %)`;
}
