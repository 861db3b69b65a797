/** The items that have a text. */
import type { Dataset } from '../protocol/dataset';

/** Dense ids, ascending. */
export function itemsWithText({ numItems, itemInfo }: Pick<Dataset, 'numItems' | 'itemInfo'>): Int32Array {
  const texts = itemInfo?.descriptions;
  return Int32Array.from({ length: numItems }, (_, item) => item).filter((item) => texts?.[item]);
}
