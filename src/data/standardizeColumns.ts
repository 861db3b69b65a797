/** Columns of a table on one scale, so that none outweighs the others by its unit. */

/**
 * Each column shifted and scaled to mean 0 and standard deviation 1 over the rows that count; other rows are 0, and so
 * are columns that do not vary.
 * @param values [rows, width], left as they are
 * @param counts [rows] 1 where a row counts
 */
export function standardizeColumns(values: Float32Array, width: number, counts: Uint8Array): Float32Array {
  const result = new Float32Array(values.length);
  const n = counts.reduce((sum, flag) => sum + flag, 0);
  for (let column = 0; column < width; column++) {
    let sum = 0;
    for (let row = 0; row < counts.length; row++) if (counts[row]) sum += values[row * width + column]!;
    const mean = sum / n;
    let squares = 0;
    for (let row = 0; row < counts.length; row++)
      if (counts[row]) squares += (values[row * width + column]! - mean) ** 2;
    const deviation = Math.sqrt(squares / n);
    if (!(deviation > 0)) continue;
    for (let row = 0; row < counts.length; row++)
      if (counts[row]) result[row * width + column] = (values[row * width + column]! - mean) / deviation;
  }
  return result;
}
