/** Reads the interactions of a file by a mapping of its columns, and tells what was left out and changed on the way. */
import type { ColumnMapping } from '../../protocol/dataService';
import { AppError } from '../../protocol/errors';
import type { DataFile } from '../archive';
import { counted } from '../counted';
import { readNumber } from '../fields';
import { growingDoubles, growingFloats } from '../growingColumn';
import { IdColumn } from '../idColumn';
import { isNothing } from '../formats/columnFacts';
import type { ReadContext } from '../formats/format';
import { completed } from '../formats/mappingGuess';
import { orderNote } from '../formats/movielens';
import { faultOfTime, lastTime, readTime, type TimeReading } from '../formats/timeColumn';
import type { RawDataset } from '../rawDataset';
import { textAt } from './firstRows';
import { ItemColumnsReader } from './itemColumns';
import type { Row } from './row';
import { scanRows } from './scanRows';

/** @throws AppError `bad-file` when the mapping makes no sense, or no row, or none of the first twenty, can be read. */
export async function readTable(
  file: DataFile,
  asked: ColumnMapping,
  context: Pick<ReadContext, 'report' | 'work'>,
): Promise<RawDataset> {
  checkColumns(file, asked);
  const mapping = await completed(file, asked);
  const reader = new TableReader(file, mapping, context);
  await scanRows(file, mapping, context.work, (row) => reader.add(row));
  return reader.finish();
}

function checkColumns(file: DataFile, { session, user, item }: ColumnMapping): void {
  const who = session ?? user;
  if (who === null)
    throw new AppError(
      'bad-file',
      `No column of ${file.path} is chosen for users or for sessions.`,
      'Choose the column that says who had the item.',
    );
  if (who !== item) return;
  throw new AppError(
    'bad-file',
    `The same column of ${file.path} is chosen for users and for items.`,
    'Choose two different columns.',
  );
}

const noNumber = 'the rating is not a number';

class TableReader {
  private readonly users = new IdColumn();
  private readonly items = new IdColumn();
  private readonly ratings = growingFloats();
  private readonly timestamps = growingDoubles();
  private readonly known: ItemColumnsReader | null;
  private readonly who: number;
  private readonly needed: number;
  private readonly time: TimeReading;
  private readonly timesEnd: number;
  private readonly unrated: ReadonlySet<number>;
  private readonly events: ReadonlySet<string> | null;
  private readonly rows;
  private readonly leftByEvent = new Map<string, number>();
  /** Rows without a rating, by what stands in its place. */
  private readonly withoutRating = new Map<string, number>();

  constructor(
    private readonly file: DataFile,
    private readonly mapping: ColumnMapping,
    private readonly context: Pick<ReadContext, 'report' | 'work'>,
  ) {
    const { session, user, item, rating, timestamp, timeWithin, event } = mapping;
    this.who = (session ?? user)!;
    this.needed = 1 + Math.max(this.who, item, timestamp ?? 0, timeWithin ?? 0, event ?? 0, rating ?? 0);
    this.time = { unit: mapping.timeUnit, order: mapping.dateOrder, decimal: mapping.decimal };
    this.timesEnd = mapping.timeUnit === 'order' ? Infinity : lastTime;
    this.unrated = new Set(mapping.unrated);
    this.events = event !== null && mapping.events ? new Set(mapping.events) : null;
    this.known = ItemColumnsReader.for(mapping);
    this.rows = context.report.forFile(
      file,
      ({ line, reason, text }) =>
        new AppError(
          'bad-file',
          `${file.path}, line ${line}: ${reason}, and so in every row looked at ("${text.slice(0, 60)}").`,
          reason === noNumber
            ? 'Write the ratings as numbers alone, or choose another column for them or none; in the terminal, --columns rating=none.'
            : 'Check that it is the right file, and which of its columns is which; in the terminal, --columns says so.',
        ),
    );
  }

  add(row: Row): void {
    const fault = row.fault === '' ? this.read(row) : row.fault;
    if (fault === '') this.rows.good();
    else this.rows.bad(row.written, row.from, row.to, row.line, fault);
  }

  /** Adds a row, or counts it among those left out; returns what is wrong with it, '' when nothing is. */
  private read(row: Row): string {
    const { mapping, users, items } = this;
    const { bytes, starts, ends } = row;
    if (row.count < this.needed) return `has ${row.count} columns, at least ${this.needed} are needed`;
    if (this.events) {
      const event = textAt(row, mapping.event!);
      if (!this.events.has(event)) {
        this.leftByEvent.set(event, 1 + (this.leftByEvent.get(event) ?? 0));
        return '';
      }
    }
    const stars = this.readRating(row);
    if (Number.isNaN(stars)) {
      if (mapping.unratedAs === 'left-out') return '';
    } else if (!Number.isFinite(stars)) return noNumber;
    const time = mapping.timestamp === null ? 0 : this.readTimeOf(row, mapping.timestamp);
    if (!(time >= 0 && time < this.timesEnd)) return faultOfTime(time, this.time.unit);
    if (!users.push(bytes, starts[this.who]!, ends[this.who]!))
      return `the ${mapping.session === null ? 'user' : 'session'} id is ${textAt(row, this.who) || 'empty'}`;
    if (!items.push(bytes, starts[mapping.item]!, ends[mapping.item]!)) {
      users.pop();
      return `the item id is ${textAt(row, mapping.item) || 'empty'}`;
    }
    this.ratings.push(stars);
    this.timestamps.push(time);
    this.known?.read(row);
    return '';
  }

  /** NaN where the row has none, infinite where what stands there is no number; 1 where there are no ratings. */
  private readRating(row: Row): number {
    const { rating, ratingIs, decimal } = this.mapping;
    if (rating === null) return 1;
    const value = readNumber(row.bytes, row.starts[rating]!, row.ends[rating]!, decimal);
    if (ratingIs === 'count') return Number.isNaN(value) ? Infinity : 1;
    if (!Number.isNaN(value) && !this.unrated.has(value)) return value;
    const text = textAt(row, rating);
    if (Number.isNaN(value) && !isNothing(text)) return Infinity;
    this.withoutRating.set(text, 1 + (this.withoutRating.get(text) ?? 0));
    return NaN;
  }

  private readTimeOf(row: Row, timestamp: number): number {
    const { timeWithin } = this.mapping;
    const time = readTime(row.bytes, row.starts[timestamp]!, row.ends[timestamp]!, this.time);
    if (timeWithin === null) return time;
    return time + readNumber(row.bytes, row.starts[timeWithin]!, row.ends[timeWithin]!) / 1000;
  }

  finish(): RawDataset {
    const { mapping } = this;
    this.rows.finish();
    const timestamps = this.timestamps.join();
    const time = mapping.timestamp === null ? 'none' : mapping.timeUnit === 'order' ? 'order' : 'seconds';
    const ratings = this.ratings.join();
    const areUsed = mapping.rating !== null && mapping.ratingIs === 'rating';
    this.noteRatings(ratings);
    if (time === 'order') this.note(orderNote);
    if (time === 'seconds') this.noteTimes();
    if (this.leftByEvent.size > 0) this.note(`Left out by their event: ${listed(this.leftByEvent)}.`);
    if (mapping.layout === 'lists') this.note('The order within a list is not taken for one of time.');
    if (mapping.session !== null && mapping.user !== null)
      this.note('Each session stands for itself; the column of users is not used.');
    const dropsRatings = areUsed && this.withoutRating.size > 0 && mapping.unratedAs === 'interactions';
    const hasRatings = areUsed && !dropsRatings;
    return {
      name: this.file.name.replace(/\.[a-z]+$/i, ''),
      source: 'imported',
      time,
      repeats: mapping.repeats,
      ofSessions: mapping.session !== null,
      users: this.users.join(),
      items: this.items.join(),
      ratings: hasRatings ? ratings : ratings.fill(1),
      timestamps,
      ratingScale: hasRatings ? null : { min: 1, max: 1, step: 1 },
      itemInfo: this.known?.finish() ?? null,
      genreNames: null,
      predefinedSplits: [],
      oracle: null,
    };
  }

  /** Once, however many tables there are. */
  private note(text: string): void {
    const { notes } = this.context.report;
    if (!notes.includes(text)) notes.push(text);
  }

  private noteRatings(ratings: Float32Array): void {
    const { rating, ratingIs, unratedAs, repeats } = this.mapping;
    if (rating === null) {
      if (!repeats) this.note('There is no rating column: every row counts as a rating of 1.');
    } else if (ratingIs === 'count')
      this.note('The numbers are counts, not ratings: every row counts as an interaction of rating 1.');
    if (this.withoutRating.size === 0) return;
    const codes = listed(new Map([...this.withoutRating].map(([code, count]) => [code || 'empty', count])));
    this.note(
      unratedAs === 'left-out'
        ? `Left out as not rated: ${codes}.`
        : `Not rated: ${codes}. So all ${counted(ratings.length, 'row')} count as interactions of rating 1.`,
    );
  }

  private noteTimes(): void {
    const { timeUnit, dateOrder } = this.mapping;
    const names = { s: '', ms: 'milliseconds', us: 'microseconds', ns: 'nanoseconds', order: '' };
    const orders = { ymd: '', dmy: 'day/month/year', mdy: 'month/day/year' };
    const unit = timeUnit === null ? '' : names[timeUnit];
    const order = dateOrder === null ? '' : orders[dateOrder];
    if (unit !== '') this.note(`The times are read as ${unit}.`);
    if (order !== '') this.note(`The dates are read as ${order}.`);
  }
}

/** "view (5), buy (2)". */
const listed = (counts: ReadonlyMap<string, number>): string =>
  [...counts].map(([value, count]) => `${value} (${counted(count, 'row')})`).join(', ');
