/** Items in words. */
import type { ItemColumns } from '../../../protocol/dataset';

/** "Alien (1979)"; the id stands in where there is no title. */
export function itemName({ itemIds, itemInfo }: ItemColumns, item: number): string {
  const title = itemInfo?.titles[item] || `Item ${itemIds[item]!}`;
  const year = itemInfo?.years[item] ?? 0;
  return year > 0 ? `${title} (${year})` : title;
}

/** "Horror, Sci-Fi"; '' where none is known. */
export function itemGenres({ itemInfo }: ItemColumns, item: number): string {
  const flags = itemInfo?.genres[item] ?? 0;
  return itemInfo?.genreNames.filter((_, bit) => (flags >>> bit) & 1).join(', ') ?? '';
}
