/** Which column is which, on the command line: the guess of the importer, changed by what `--columns` and others say. */
import type { ColumnMapping, DateOrder, MappingQuestion } from '../src/protocol/dataService';
import { AppError } from '../src/protocol/errors';

/** What the command line says of the columns of the data; null and empty where it says nothing. */
export interface AskedColumns {
  /** Role to a column's name, its place from 1, or "none". */
  columns: Map<ColumnRole, string>;
  /** Codes that are no ratings; null: by the guess. */
  unrated: number[] | null;
  unratedAs: ColumnMapping['unratedAs'] | null;
  events: string[] | null;
  dates: DateOrder | null;
}

const fieldOfRole = {
  user: 'user',
  item: 'item',
  session: 'session',
  rating: 'rating',
  count: 'rating',
  time: 'timestamp',
  event: 'event',
  title: 'title',
  year: 'year',
  genres: 'genres',
  text: 'text',
} as const satisfies Record<string, keyof ColumnMapping>;

export type ColumnRole = keyof typeof fieldOfRole;
export const columnRoles = Object.keys(fieldOfRole) as ColumnRole[];

export const saysNothing = ({ columns, unrated, unratedAs, events, dates }: AskedColumns): boolean =>
  columns.size === 0 && [unrated, unratedAs, events, dates].every((said) => said === null);

/**
 * The guess with what was asked for in its place.
 * @throws AppError `bad-spec` naming a column that is not there.
 */
export function answerOf(question: MappingQuestion, asked: AskedColumns): ColumnMapping {
  const mapping = { ...question.guess };
  for (const [role, name] of asked.columns) setColumn(mapping, role, placeOf(question, role, name));
  // A column that was chosen for something else is not also what the guess took it for.
  const chosen = new Map(
    [...asked.columns.keys()].map((role) => [fieldOfRole[role], mapping[fieldOfRole[role]]]),
  );
  for (const field of Object.values(fieldOfRole)) {
    const isElsewhere = [...chosen].some(([other, place]) => other !== field && place === mapping[field]);
    if (!chosen.has(field) && isElsewhere && field !== 'item') mapping[field] = null;
  }
  if (asked.unrated) mapping.unrated = asked.unrated;
  if (asked.unratedAs) mapping.unratedAs = asked.unratedAs;
  if (asked.events) mapping.events = asked.events;
  if (asked.dates) Object.assign(mapping, { dateOrder: asked.dates, timeUnit: null });
  return mapping;
}

function setColumn(mapping: ColumnMapping, role: ColumnRole, place: number | null): void {
  if (role === 'item') {
    if (place === null)
      throw new AppError('bad-spec', 'There is no data without items.', 'Name their column.');
    mapping.item = place;
    return;
  }
  const changed = mapping[fieldOfRole[role]] !== place;
  mapping[fieldOfRole[role]] = place;
  if (role === 'rating' || role === 'count') {
    mapping.ratingIs = role === 'count' ? 'count' : 'rating';
    if (changed) mapping.unrated = [];
  }
  // How the times of another column are read is found out anew.
  if (role === 'time' && changed)
    Object.assign(mapping, { timeUnit: null, dateOrder: null, timeWithin: null });
  if (role === 'event' && changed) mapping.events = null;
  if (role === 'user' && place !== null && changed) mapping.session = null;
}

function placeOf({ file, columns }: MappingQuestion, role: ColumnRole, name: string): number | null {
  if (name === 'none') return null;
  const place = columns.indexOf(name);
  if (place >= 0) return place;
  const byLetters = columns.findIndex((column) => column.toLowerCase() === name.toLowerCase());
  if (byLetters >= 0) return byLetters;
  if (/^\d+$/.test(name) && Number(name) >= 1 && Number(name) <= columns.length) return Number(name) - 1;
  throw new AppError(
    'bad-spec',
    `--columns ${role}=${name}: ${file} has no such column.`,
    `Its columns are ${columns.join(', ')}; they can be named by their place, from 1, too.`,
  );
}

const layouts = {
  table: 'a table',
  lists: 'lists of a user and their items',
  blocks: 'blocks of an item and its rows',
  json: 'JSON',
} as const;
const separators: Record<string, string> = { '\t': 'tabs', ' ': 'spaces', ',': 'commas', ';': 'semicolons' };

/** As a shell takes it for one word. */
const quoted = (text: string): string => (/^[\p{L}\p{N}_=,.:-]*$/u.test(text) ? text : `'${text}'`);

/** How a file is read, in the words of the options that change it, and what its guess is not sure of. */
export function readingLines(question: MappingQuestion, mapping: ColumnMapping): string[] {
  const { file, columns, asks, events, ratings } = question;
  const isNamed = mapping.hasHeader || mapping.layout === 'json';
  const parts = columnRoles.flatMap((role) => {
    const place = mapping[fieldOfRole[role]];
    const isOther = fieldOfRole[role] === 'rating' && (mapping.ratingIs === 'count') !== (role === 'count');
    return place === null || isOther ? [] : [`${role}=${isNamed ? columns[place]! : place + 1}`];
  });
  const by = mapping.layout === 'table' ? ` by ${separators[mapping.delimiter] ?? mapping.delimiter}` : '';
  const lines = [
    `${file}, ${layouts[mapping.layout]}${by}, is read as: --columns ${quoted(parts.join(','))}`,
  ];
  const asksFor = (ask: MappingQuestion['asks'][number]): boolean => asks.includes(ask);
  if (asksFor('tables'))
    lines.push(
      'Several files hold interactions, and not all are read: name others by themselves with --data.',
    );
  if (asksFor('columns'))
    lines.push('No header says so; --columns says otherwise, by names or places from 1.');
  if (asksFor('date-order') && mapping.dateOrder)
    lines.push(
      `Its dates may start with the day or the month; read as ${mapping.dateOrder}: --dates says otherwise.`,
    );
  if (asksFor('unrated') && mapping.rating !== null && mapping.ratingIs === 'rating') {
    const counts = ratings.filter(({ value }) => mapping.unrated.includes(value) || value === 0);
    const found = counts
      .map(({ value, count }) => `${value} (${count.toLocaleString('en')} rows)`)
      .join(', ');
    lines.push(
      `Not ratings: ${mapping.unrated.join(', ') || 'none'}${found && `, of ${found}`}. --unrated CODES or none, and ` +
        '--unrated-as interactions to use all rows without their ratings, say otherwise.',
    );
  }
  if (asksFor('events') && mapping.event !== null) {
    const found = events.map(({ value, count }) => `${value} (${count.toLocaleString('en')})`).join(', ');
    lines.push(
      `Events: ${found}. ${mapping.events ? `Only ${mapping.events.join(', ')} count` : 'All count'}: --events says which.`,
    );
  }
  return lines;
}
