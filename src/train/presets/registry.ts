/** The presets there are. A new one is a file beside this and a line here. */
import type { Preset } from '../../protocol/catalog';
import { bpr100k } from './bpr100k';
import { hshlNcf100k } from './hshlNcf100k';
import { ncfMl1m } from './ncfMl1m';
import { svd100k } from './svd100k';
import { thesisLossComparison } from './thesisLossComparison';
import { thesisWordVectors } from './thesisWordVectors';

export const presets: readonly Preset[] = [
  hshlNcf100k,
  bpr100k,
  svd100k,
  ncfMl1m,
  thesisLossComparison,
  thesisWordVectors,
];
