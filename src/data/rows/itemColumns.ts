/** What a table of interactions says of its items in columns of its own: title, year, genres, text. */
import type { ColumnMapping } from '../../protocol/dataService';
import { parseTitle } from '../formats/movielens';
import { readGenres } from '../plots/genreCell';
import type { RawItem } from '../rawDataset';
import { textAt } from './firstRows';
import type { Row } from './row';

type Columns = Pick<ColumnMapping, 'item' | 'title' | 'year' | 'genres' | 'text'>;

export class ItemColumnsReader {
  private readonly items = new Map<string, RawItem>();

  private constructor(private readonly columns: Columns) {}

  /** Null where no column says anything of items. */
  static for(columns: Columns): ItemColumnsReader | null {
    const { title, year, genres, text } = columns;
    const says = [title, year, genres, text].some((column) => column !== null);
    return says ? new ItemColumnsReader(columns) : null;
  }

  /** Takes what the first row of each item says. */
  read(row: Row): void {
    const id = textAt(row, this.columns.item);
    if (this.items.has(id)) return;
    const at = (column: number | null): string =>
      column === null || column >= row.count ? '' : textAt(row, column);
    const { title, year } = parseTitle(at(this.columns.title));
    this.items.set(id, {
      id,
      title: title || id,
      year: Number(/(?<!\d)\d{4}(?!\d)/.exec(at(this.columns.year))?.[0] ?? 0) || year,
      genres: readGenres(at(this.columns.genres)),
      description: at(this.columns.text),
    });
  }

  finish(): RawItem[] {
    return [...this.items.values()];
  }
}
