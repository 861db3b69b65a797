/** Every registry as plain data, for the page and the terminal. */
import { negativeSamplers } from '../data/sample/registry';
import { seenRules } from '../data/seen/registry';
import { sessionRules } from '../data/sessions/registry';
import { splits, validations } from '../data/split/registry';
import type { SplitDefinition } from '../data/split/split';
import { optimizers } from '../engine/optimizers/registry';
import type { CandidateDefinition } from '../evaluate/candidates/candidateRule';
import { candidates } from '../evaluate/candidates/registry';
import { describeMetric } from '../evaluate/metric';
import { metrics } from '../evaluate/metrics/registry';
import { genreLosses } from '../models/genres/lossRegistry';
import { genreModels } from '../models/genres/registry';
import { losses } from '../models/losses/registry';
import { models } from '../models/registry';
import { nextLosses } from '../models/sequences/lossRegistry';
import { sequenceModels } from '../models/sequences/registry';
import type { Catalog, SplitEntry } from '../protocol/catalog';
import { describe } from '../protocol/registry';
import { presets } from './presets/registry';

const describeSplit = (split: SplitDefinition): SplitEntry => ({
  ...describe(split),
  unit: split.unit,
  holdsItems: split.holdsItems ?? false,
  drawn: split.drawn ?? false,
});

export function buildCatalog(): Catalog {
  return {
    models: [...models, ...sequenceModels, ...genreModels].map((model) => ({
      ...describe(model),
      task: model.task,
      losses: [...model.losses],
      usesVectors: 'usesContent' in model && Boolean(model.usesContent),
      recommended: model.recommended,
    })),
    losses: [...losses, ...nextLosses, ...genreLosses].map((loss) => ({
      ...describe(loss),
      feed: loss.feed,
      formula: loss.formula,
    })),
    optimizers: optimizers.map(describe),
    splits: splits.map(describeSplit),
    validations: validations.map(describeSplit),
    sessions: sessionRules.map(describe),
    negatives: negativeSamplers.map(describe),
    candidates: candidates.map((rule: CandidateDefinition) => ({
      ...describe(rule),
      leavesOutSeen: rule.leavesOutSeen,
      drawn: rule.drawn ?? false,
    })),
    seen: seenRules.map(describe),
    metrics: metrics.map(describeMetric),
    presets: [...presets],
  };
}
