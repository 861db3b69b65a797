/** The metrics. A new one is one file and one line here. */
import type { Metric } from '../metric';
import { auc } from './auc';
import { coverage } from './coverage';
import { f1 } from './f1';
import { gini } from './gini';
import { hr } from './hr';
import { labelF1 } from './labelF1';
import { labelPrecision } from './labelPrecision';
import { labelRecall } from './labelRecall';
import { mae } from './mae';
import { map } from './map';
import { mrr } from './mrr';
import { ndcg } from './ndcg';
import { popularity } from './popularity';
import { precision } from './precision';
import { recall } from './recall';
import { rmse } from './rmse';

export const metrics = [
  hr,
  ndcg,
  precision,
  recall,
  f1,
  mrr,
  map,
  auc,
  coverage,
  gini,
  popularity,
  rmse,
  mae,
  ...labelPrecision,
  ...labelRecall,
  ...labelF1,
] as const satisfies readonly Metric[];
