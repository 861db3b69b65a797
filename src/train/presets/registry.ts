/** The presets there are. A new one is a file beside this and a line here. */
import type { Preset } from '../../protocol/catalog';
import { bpr100k } from './bpr100k';
import { coldStart } from './coldStart';
import { gru4recYoochoose } from './gru4recYoochoose';
import { hshlNcf100k } from './hshlNcf100k';
import { ncfMl1m } from './ncfMl1m';
import { svd100k } from './svd100k';
import { thesisHr } from './thesisHr';
import { thesisLossComparison } from './thesisLossComparison';
import { thesisWordVectors } from './thesisWordVectors';
import { uclaBilstm } from './uclaBilstm';

export const presets: readonly Preset[] = [
  hshlNcf100k,
  bpr100k,
  svd100k,
  ncfMl1m,
  thesisLossComparison,
  thesisWordVectors,
  thesisHr,
  coldStart,
  gru4recYoochoose,
  uclaBilstm,
];
