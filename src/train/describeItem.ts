/** An item as lists show it. */
import type { Dataset } from '../protocol/dataset';
import type { InspectedItem } from '../protocol/trainService';

/** The id stands in where there is no title. */
export function describeItem(dataset: Dataset, item: number): InspectedItem {
  const info = dataset.itemInfo;
  const flags = info?.genres[item] ?? 0;
  return {
    item,
    itemId: dataset.itemIds[item]!,
    title: info?.titles[item] ?? `Item ${dataset.itemIds[item]!}`,
    year: info?.years[item] ?? 0,
    genres: info?.genreNames.filter((_, bit) => (flags >>> bit) & 1) ?? [],
  };
}
