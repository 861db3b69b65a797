/** The mapping that others are told apart from. */
import type { ColumnMapping } from '../../protocol/dataService';

/** A table with commas and a header, users and items in its first two columns, and nothing else. */
export const plainMapping: ColumnMapping = {
  layout: 'table',
  delimiter: ',',
  hasHeader: true,
  fields: null,
  user: 0,
  item: 1,
  session: null,
  rating: null,
  ratingIs: 'rating',
  timestamp: null,
  timeWithin: null,
  event: null,
  events: null,
  title: null,
  year: null,
  genres: null,
  text: null,
  decimal: '.',
  dateOrder: null,
  timeUnit: null,
  unrated: [],
  unratedAs: 'left-out',
  repeats: false,
};
