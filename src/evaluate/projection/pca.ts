/**
 * Principal components: the axes along which vectors differ most (Pearson, 1901; Hotelling, 1933), from the
 * eigenvectors of the covariance matrix.
 */
import { EigenvalueDecomposition, Matrix } from 'ml-matrix';

export interface PrincipalComponents {
  /** [rows] places along the first and the second axis; the mean of all rows lies at 0. */
  x: Float32Array;
  y: Float32Array;
  /** Share of the variance of all coordinates that each axis holds, 0..1; 0 where nothing varies. */
  explained: [number, number];
}

/**
 * Projects vectors on their first two principal axes. An axis points to where its largest loading is positive, so
 * that the same vectors give the same picture, not its mirror image.
 * @param values [rows, dimension] row by row
 */
export function principalComponents(values: Float32Array, dimension: number): PrincipalComponents {
  const rows = values.length / dimension;
  const mean = meanRow(values, dimension);
  const covariance = covarianceOf(values, dimension, mean);
  const variance = covariance.trace();
  const { eigenvectorMatrix, realEigenvalues } = new EigenvalueDecomposition(covariance, {
    assumeSymmetric: true,
  });
  // Of a symmetric matrix they come from the smallest to the largest.
  const axis = (place: number) => {
    const column = dimension - 1 - place;
    const scores = new Float32Array(rows);
    if (column < 0) return { scores, share: 0 };
    const loadings = pointedUp(eigenvectorMatrix.getColumn(column));
    for (let row = 0; row < rows; row++) {
      let sum = 0;
      for (let c = 0; c < dimension; c++) sum += (values[row * dimension + c]! - mean[c]!) * loadings[c]!;
      scores[row] = sum;
    }
    // Rounding may leave an eigenvalue of nothing a little below zero.
    return { scores, share: variance > 0 ? Math.max(0, realEigenvalues[column]!) / variance : 0 };
  };
  const first = axis(0);
  const second = axis(1);
  return { x: first.scores, y: second.scores, explained: [first.share, second.share] };
}

function meanRow(values: Float32Array, dimension: number): Float64Array {
  const mean = new Float64Array(dimension);
  for (let at = 0; at < values.length; at++) mean[at % dimension]! += values[at]!;
  return mean.map((sum) => sum / Math.max(1, values.length / dimension));
}

function covarianceOf(values: Float32Array, dimension: number, mean: Float64Array): Matrix {
  const rows = values.length / dimension;
  const sums = new Float64Array(dimension * dimension);
  const centred = new Float64Array(dimension);
  for (let row = 0; row < rows; row++) {
    for (let c = 0; c < dimension; c++) centred[c] = values[row * dimension + c]! - mean[c]!;
    for (let a = 0; a < dimension; a++) {
      const left = centred[a]!;
      for (let b = a; b < dimension; b++) sums[a * dimension + b]! += left * centred[b]!;
    }
  }
  const covariance = Matrix.zeros(dimension, dimension);
  for (let a = 0; a < dimension; a++) {
    for (let b = a; b < dimension; b++) {
      const value = sums[a * dimension + b]! / Math.max(1, rows - 1);
      covariance.set(a, b, value);
      covariance.set(b, a, value);
    }
  }
  return covariance;
}

/** An eigenvector is given up to its sign. */
function pointedUp(loadings: number[]): number[] {
  const largest = loadings.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0);
  return largest < 0 ? loadings.map((value) => -value) : loadings;
}
