/** Guesses which column is which: names first, then what the columns hold, place last. */
import type { ColumnMapping, FileLayout } from '../../protocol/dataService';
import type { ColumnFacts } from './columnFacts';
import { headerNames, plainName, type NamedRole } from './headerNames';

export interface RolesOf {
  layout: FileLayout;
  hasHeader: boolean;
  columns: string[];
  rows: string[][];
  facts: ColumnFacts[];
}

export interface Roles {
  mapping: Pick<
    ColumnMapping,
    | 'user'
    | 'item'
    | 'session'
    | 'rating'
    | 'ratingIs'
    | 'timestamp'
    | 'timeWithin'
    | 'event'
    | 'title'
    | 'year'
    | 'genres'
    | 'text'
    | 'repeats'
  >;
  /** Whether names said which columns users and items are. */
  areNamed: boolean;
  /** Whether a name said what the numbers of the rating column are. */
  isValueNamed: boolean;
}

/** Rows from which a column of one value says that it never varies. */
const enoughToVary = 10;
const enoughToRepeat = 20;
/** Share of the cells that must be of one kind where no name says that they are. */
const nearlyAll = 0.98;
/** Ratings have few values; a column of more is a quantity. */
const mostRatings = 250;
const largestRating = 100;
const mostEvents = 20;

export function guessRoles(table: RolesOf): Roles {
  const { layout, columns, rows, facts, hasHeader } = table;
  if (layout === 'lists')
    return { ...nothing, mapping: { ...nothing.mapping, user: 0, item: 1 }, areNamed: true };
  const names = hasHeader || layout === 'json' ? columns.map(plainName) : columns.map(() => '');
  const taken = new Set<number>();
  const free = (): number[] => [...columns.keys()].filter((column) => !taken.has(column));
  const take = (column: number | null | undefined): number | null => {
    if (column === null || column === undefined) return null;
    taken.add(column);
    return column;
  };
  const byName = (role: NamedRole, fits: (column: number) => boolean = () => true): number | null =>
    take(
      headerNames[role]
        .flatMap((name) => free().filter((column) => names[column] === name))
        .find((column) => facts[column]!.filled > 0 && fits(column)) ??
        // A file without rows has names all the same.
        (rows.length === 0 ? free().find((column) => headerNames[role].includes(names[column]!)) : undefined),
    );
  const varies = (column: number): boolean => facts[column]!.distinct > 1 || rows.length < enoughToVary;
  const repeats = (column: number): boolean =>
    facts[column]!.distinct > 1 && facts[column]!.distinct < facts[column]!.filled;
  const isTime = (column: number): boolean => facts[column]!.unit !== null || facts[column]!.dates !== null;
  const isRating = (column: number): boolean => {
    const { numbers, distinct, purity } = facts[column]!;
    return (
      numbers !== null &&
      purity >= nearlyAll &&
      varies(column) &&
      distinct <= mostRatings &&
      numbers.areShort &&
      Math.max(Math.abs(numbers.min), Math.abs(numbers.max)) <= largestRating
    );
  };
  const isDated = (column: number): boolean => {
    const { dates, unit, purity } = facts[column]!;
    return purity >= nearlyAll && (dates !== null || (unit !== null && unit !== 'order'));
  };

  const session = byName('session');
  let item = layout === 'blocks' ? take(0) : byName('item');
  // The author of a review differs among the reviews of an item; that of a book does not, and has read nothing.
  const mayBeUser = (column: number): boolean =>
    names[column] !== 'author' || item === null || !isSameFor(rows, item, column);
  let user =
    byName('user', (column) => varies(column) && mayBeUser(column)) ??
    (session === null ? byName('user', mayBeUser) : null);
  const namedUser = user ?? session;
  const namedItem = item;
  let rating = byName('rating', (column) => facts[column]!.numbers !== null && varies(column));
  let count =
    rating === null ? byName('count', (column) => facts[column]!.numbers !== null && varies(column)) : null;
  // Grades in words ("4/5", "★★★", "liked") are refused with the cause too: to leave them out would count the worst
  // like the best.
  const isGrade = (column: number): boolean =>
    facts[column]!.numbers === null && facts[column]!.distinct <= mostEvents && repeats(column);
  if (rating === null && count === null) rating = byName('rating', isGrade);
  const isValueNamed = rating !== null || count !== null;
  // One of numbers that can be no times is refused with the cause when it is read.
  let timestamp =
    byName('timestamp', isTime) ?? byName('timestamp', (column) => facts[column]!.numbers !== null);
  const timeWithin = timestamp !== null && facts[timestamp]!.dates !== null ? byName('timeWithin') : null;
  const isKind = (column: number): boolean =>
    facts[column]!.numbers === null && facts[column]!.distinct > 1 && facts[column]!.distinct <= mostEvents;
  let event = byName('event', isKind);

  // What describes the item is the same in all rows of the item.
  const itemColumn = item;
  const ofItem = (column: number): boolean => itemColumn === null || isSameFor(rows, itemColumn, column);
  const title = byName('title', ofItem);
  if (item === null && title !== null) item = title;
  const year = byName('year', ofItem);
  const genres = byName('genres', ofItem);
  const text = byName('text', ofItem);

  // What the names leave open the columns' content tells, so long as one is left for each of users and items.
  const missing = (): number => Number(user === null && session === null) + Number(item === null);
  const isIndex = (column: number): boolean =>
    (hasHeader || rows.length >= enoughToRepeat) && isRowNumber(rows, column);
  // A place on the map is a number too.
  const mayBeIds = (column: number): boolean => facts[column]!.numbers?.areWhole !== false;
  const byContent = (fits: (column: number) => boolean): number | null => {
    const left = free().filter((column) => !isIndex(column));
    // Users and items mostly come first.
    const inOrder = [...left.filter((column) => column >= 2), ...left.filter((column) => column < 2)];
    // A date is no id wherever it stands; small numbers may be one.
    const isSpare = (column: number): boolean =>
      left.filter((other) => other !== column && mayBeIds(other)).length >= missing() &&
      (column >= 2 || namedUser !== null || namedItem !== null || facts[column]!.dates !== null);
    return take(inOrder.find((column) => isSpare(column) && fits(column)));
  };
  timestamp ??= byContent(isDated);
  const isOpen = !hasHeader || namedUser === null || namedItem === null;
  if (isOpen && !isValueNamed) {
    rating = byContent(isRating);
    event ??= byContent((column) => isKind(column) && rows.length >= enoughToRepeat);
    if (rating !== null && !hasHeader) timestamp ??= byContent((column) => isTime(column) && varies(column));
    if (rating === null && event === null && !hasHeader)
      count = byContent((column) => facts[column]!.numbers?.areWhole === true && varies(column));
  }
  const ids = (): number[] => {
    const left = free();
    const repeated = left.filter(
      (column) => rows.length < enoughToRepeat || facts[column]!.distinct < rows.length,
    );
    const varied = repeated.filter(varies);
    const whole = varied.filter(mayBeIds);
    return [whole, varied, repeated].find((columns) => columns.length > 0) ?? left;
  };
  if (user === null && session === null && item === null && areProducts(rows, ids())) item = take(ids()[0]);
  if (user === null && session === null) user = take(ids()[0]) ?? 0;
  item ??= take(ids()[0]) ?? user ?? session!;
  return {
    mapping: {
      user,
      item,
      session,
      rating: rating ?? count,
      ratingIs: rating === null && count !== null ? 'count' : 'rating',
      timestamp,
      timeWithin,
      event,
      title: title === item ? null : title,
      year,
      genres,
      text,
      repeats: rating === null && count === null && (session !== null || event !== null),
    },
    areNamed: namedUser !== null && (namedItem !== null || title !== null),
    // Blocks are those of one published form.
    isValueNamed: isValueNamed || layout === 'blocks',
  };
}

const nothing: Roles = {
  mapping: {
    user: null,
    item: 0,
    session: null,
    rating: null,
    ratingIs: 'rating',
    timestamp: null,
    timeWithin: null,
    event: null,
    title: null,
    year: null,
    genres: null,
    text: null,
    repeats: false,
  },
  areNamed: false,
  isValueNamed: false,
};

/** Amazon's numbers of products, in the first of two columns alone: such tables come with either first. */
function areProducts(rows: string[][], [first, second]: number[]): boolean {
  const all = (column: number | undefined): boolean =>
    column !== undefined &&
    rows.length > 0 &&
    rows.every((row) => /^(B0[0-9A-Z]{8}|\d{9}[\dX])$/.test(row[column] ?? ''));
  return all(first) && second !== undefined && !all(second);
}

/** Share of the rows that may differ, since texts are written in more than one way. */
const mayDiffer = 0.1;

/** Whether a column says the same in all rows of one item. */
function isSameFor(rows: string[][], item: number, column: number): boolean {
  const first = new Map<string, string>();
  let differ = 0;
  for (const row of rows) {
    const key = row[item] ?? '';
    const value = row[column] ?? '';
    const known = first.get(key);
    if (known === undefined) first.set(key, value);
    else if (known !== value) differ++;
  }
  return differ <= mayDiffer * rows.length;
}

/** 0, 1, 2 ... or 1, 2, 3 ... down the file, as tools write in front of each row. */
function isRowNumber(rows: string[][], column: number): boolean {
  const first = Number(rows[0]?.[column]);
  return (
    rows.length > 2 &&
    (first === 0 || first === 1) &&
    rows.every((row, place) => Number(row[column]) === first + place)
  );
}
