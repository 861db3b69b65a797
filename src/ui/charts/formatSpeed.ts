/** Speeds for people. */

/** Three significant digits from 1,000 on, so that the last ones do not flicker: "1,230,000 samples/s". */
export function formatSpeed(samplesPerSecond: number): string {
  const rounded = samplesPerSecond < 1000 ? Math.round(samplesPerSecond) : threeDigits(samplesPerSecond);
  return `${rounded.toLocaleString('en')} samples/s`;
}

/** Three significant digits: "0.832 ms/step", "12.0 ms/step", "2,310 ms/step". */
export const formatStepTime = (ms: number): string => `${formatMs(ms)} ms/step`;

/** The number alone; at most four decimals. */
export function formatMs(ms: number): string {
  if (ms >= 999.5) return threeDigits(ms).toLocaleString('en');
  return ms < 0.001 ? ms.toFixed(4) : ms.toPrecision(3);
}

const threeDigits = (value: number): number => Number(value.toPrecision(3));
