/**
 * The variants of a metric of predicted genres: micro (from the counts of all genres together) and macro (the mean over
 * the genres), at probability .5 and at the threshold tuned on the validation part. A genre for which the metric divides
 * by 0 counts as 0, as scikit-learn has it.
 */
import { defineMetric, type LabelCounts, type LabelMetric } from '../metric';

interface Description {
  id: string;
  label: string;
  help: string;
  formula: string;
  parts: LabelMetric['parts'];
}

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);

const micro = ({ truePositives, falsePositives, falseNegatives }: LabelCounts, { parts }: Description) =>
  share(...parts(sum(truePositives), sum(falsePositives), sum(falseNegatives)));

function macro(
  { truePositives, falsePositives, falseNegatives }: LabelCounts,
  { parts }: Description,
): number {
  let total = 0;
  for (let genre = 0; genre < truePositives.length; genre++)
    total += share(...parts(truePositives[genre]!, falsePositives[genre]!, falseNegatives[genre]!));
  return total / truePositives.length;
}

/** `part / whole`, and 0 where there is nothing. */
const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

export function labelMetrics(description: Description): LabelMetric[] {
  const { id, label, help, formula, parts } = description;
  const variant = (threshold: LabelMetric['threshold'], average: LabelMetric['average']) =>
    defineMetric({
      id: `${threshold === 'tuned' ? `${id}-tuned` : id}/${average}`,
      label: `${label}, ${average}${threshold === 'tuned' ? ', tuned' : ''}`,
      help: `${help} ${average === 'micro' ? 'All genres counted together.' : 'The mean over the genres.'} ${
        threshold === 'tuned'
          ? 'Predicted from the probability on that gives the best micro-F1 on the validation part.'
          : 'Predicted from probability .5 on.'
      }`,
      citation: '',
      formula,
      higherIsBetter: true,
      cutoff: 'none',
      kind: 'labels',
      threshold,
      average,
      unit: '',
      parts,
      measure: (counts) => (average === 'micro' ? micro(counts, description) : macro(counts, description)),
    });
  return (['half', 'tuned'] as const).flatMap((threshold) =>
    (['micro', 'macro'] as const).map((average) => variant(threshold, average)),
  );
}
