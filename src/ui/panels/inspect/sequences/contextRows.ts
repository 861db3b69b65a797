/** What a prediction is made from, as rows of a list: how far back, and how much the model looks there. */
import type { UserInspection } from '../../../../protocol/trainService';

export interface ContextRow {
  item: UserInspection['history'][number];
  /** 1 is the item just before the prediction. */
  back: number;
  /** Share of the largest attention of all, 0..1; null for models without attention. */
  ofLargest: number | null;
}

/** Rows, the latest first, as the worker tells them. */
export function contextRows(history: UserInspection['history']): ContextRow[] {
  const largest = Math.max(0, ...history.map(({ attention }) => attention ?? 0));
  return history.map((item, place) => ({
    item,
    back: place + 1,
    ofLargest: item.attention === null ? null : largest > 0 ? item.attention / largest : 0,
  }));
}

/** "12.3 %", "<0.1 %": shares of attention are small where there are many items. */
export function formatAttention(share: number): string {
  const percent = 100 * share;
  return percent > 0 && percent < 0.05 ? '<0.1 %' : `${percent.toFixed(1)} %`;
}

/** What the items are called: those with a year or genres are films. */
export const itemWord = (items: readonly { year: number; genres: readonly string[] }[]): 'film' | 'item' =>
  items.some(({ year, genres }) => year > 0 || genres.length > 0) ? 'film' : 'item';
