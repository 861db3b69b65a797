/** Numbers for people: three or four significant digits. */

/** A metric or loss: "0.1936", "0.0453", "12.34", "1,235", "1.20e-5"; a dash where there is no number. */
export function formatMetric(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–';
  const size = Math.abs(value);
  const text =
    size === 0
      ? '0'
      : size >= 999.95
        ? String(Math.round(size)).replace(/\B(?=(\d{3})+$)/g, ',')
        : size < 0.0001
          ? size.toExponential(2)
          : size.toPrecision(size < 0.1 ? 3 : 4);
  return value < 0 ? `−${text}` : text;
}

/** Seconds: "0.42 s", "8.3 s", "42 s", "3 min 05 s", "1 h 02 min". */
export function formatSeconds(seconds: number): string {
  if (seconds < 0.995) return `${seconds.toFixed(2)} s`;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  const two = (n: number) => String(n).padStart(2, '0');
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${two(whole % 60)} s`;
  return `${Math.floor(whole / 3600)} h ${two(Math.floor((whole % 3600) / 60))} min`;
}
