/** The text-CNN in plain loops. */
import type { TextWorkload } from '../workloads/workload';
import { sigmoid, softplus, type LossAndGradient } from './lossAndGradient';

/** Mean over texts and genres of softplus(s) − y·s. */
export function textCnn(workload: TextWorkload): LossAndGradient {
  const { length, dimension, widths, filters, numGenres, batch } = workload;
  const { size, tokens, labels } = batch;
  const total = widths.length * filters;
  const words = new Float64Array(length * dimension);
  const scores = new Float64Array(filters);
  const features = new Float64Array(total);
  const winners = new Int32Array(total);
  const slopes = new Float64Array(total);
  return (w, g) => {
    let loss = 0;
    for (let text = 0; text < size; text++) {
      for (let t = 0; t < length; t++) {
        const row = tokens[text * length + t]! * dimension;
        words.set(w.wordEmbedding!.subarray(row, row + dimension), t * dimension);
      }
      widths.forEach((width, index) => {
        const kernel = w[`path${index + 1}/filters`]!;
        const bias = w[`path${index + 1}/bias`]!;
        features.fill(0, index * filters, (index + 1) * filters);
        for (let t = 0; t + width <= length; t++) {
          scores.set(bias);
          for (let p = 0; p < width * dimension; p++) {
            const x = words[t * dimension + p]!;
            for (let f = 0; f < filters; f++) scores[f]! += x * kernel[p * filters + f]!;
          }
          for (let f = 0; f < filters; f++) {
            const at = index * filters + f;
            if (scores[f]! > features[at]!) [features[at], winners[at]] = [scores[f]!, t];
          }
        }
      });
      slopes.fill(0);
      for (let genre = 0; genre < numGenres; genre++) {
        let logit = w.outputBias![genre]!;
        for (let f = 0; f < total; f++) logit += features[f]! * w.output![f * numGenres + genre]!;
        const label = labels[text * numGenres + genre]!;
        loss += (softplus(logit) - label * logit) / (size * numGenres);
        const slope = (sigmoid(logit) - label) / (size * numGenres);
        g.outputBias![genre]! += slope;
        for (let f = 0; f < total; f++) {
          g.output![f * numGenres + genre]! += slope * features[f]!;
          slopes[f]! += slope * w.output![f * numGenres + genre]!;
        }
      }
      widths.forEach((width, index) => {
        const path = `path${index + 1}`;
        for (let f = 0; f < filters; f++) {
          const at = index * filters + f;
          if (features[at]! <= 0) continue;
          g[`${path}/bias`]![f]! += slopes[at]!;
          for (let p = 0; p < width * dimension; p++) {
            const number = winners[at]! * dimension + p;
            const word = tokens[text * length + Math.floor(number / dimension)]!;
            g[`${path}/filters`]![p * filters + f]! += slopes[at]! * words[number]!;
            g.wordEmbedding![word * dimension + (number % dimension)]! +=
              slopes[at]! * w[`${path}/filters`]![p * filters + f]!;
          }
        }
      });
    }
    return loss;
  };
}
