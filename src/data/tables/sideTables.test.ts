import { describe, expect, it } from 'vitest';
import { looseFiles, type Contents } from '../../testing/sourceFiles';
import { openFiles } from '../archive';
import { canonicalize } from '../canonical';
import { chooseFormat } from '../formats/chooseFormat';
import { isQuestion } from '../formats/format';
import { RowReport } from '../rowReport';
import { quietWork } from '../work';
import { joinSideTables, type SideUse } from './sideTables';

/** Ratings in the form of MovieLens latest: users 1 to 3, movies 10 to 40. */
const ratings = {
  'ratings.csv': [
    'userId,movieId,rating,timestamp',
    ...[1, 2, 3].flatMap((user) =>
      [10, 20, 30, 40].map((movie) => `${user},${movie},4,${978300000 + movie}`),
    ),
  ].join('\n'),
};
const movies = { 'movies.csv': 'movieId,title,genres\n10,Fargo (1996),Crime\n20,Heat (1995),Crime|Action\n' };

async function join(contents: Contents, uses: [string, SideUse][] = []) {
  const set = await openFiles(looseFiles(contents));
  const report = new RowReport();
  const work = quietWork();
  const raw = await (await chooseFormat(set)).read(set, { mapping: null, report, work });
  if (isQuestion(raw)) throw new Error(`asked for a mapping of ${raw.file}`);
  await joinSideTables(set, raw, { uses: new Map(uses), report, work });
  const { dataset, notes } = await canonicalize(raw, work);
  return { dataset, notes: [...report.notes, ...notes] };
}

/** What is known, as "name: value value". */
const told = (attributes: Awaited<ReturnType<typeof join>>['dataset']['userAttributes']): string[] =>
  attributes.map((attribute) => {
    const values =
      attribute.kind === 'category'
        ? Array.from(attribute.codes, (code) => attribute.categories[code]!)
        : attribute.kind === 'bag'
          ? []
          : [...attribute.values];
    return `${attribute.name}, ${attribute.kind}: ${values.join(' ')}`;
  });

describe('tables beside the interactions', () => {
  it('of items are joined by their ids, whatever they are called', async () => {
    const { dataset, notes } = await join({
      ...ratings,
      'catalogue.tsv':
        'nr\tlabel\tcountry\n40\tAlien\tUK\n10\tFargo\tUS\n20\tHeat\tUS\n30\tRan\tJP\n99\tNobody\tDK\n',
    });
    expect(dataset.itemInfo!.titles).toEqual(['Fargo', 'Heat', 'Ran', 'Alien']);
    expect(told(dataset.itemAttributes)).toEqual(['country, category: US US JP UK']);
    expect(notes).toEqual([
      'There is no movies.csv among the files: items are shown by their id.',
      'catalogue.tsv says something of 4 items of 4.',
    ]);
  });

  it('of users are joined by their ids, numbers and names apart', async () => {
    const { dataset, notes } = await join({
      ...ratings,
      ...movies,
      'people.csv': 'userId,age,job\n1,24,writer\n3,53,lawyer\n',
    });
    expect(told(dataset.userAttributes)).toEqual(['age, number: 24 NaN 53', 'job, category: writer  lawyer']);
    expect(notes).toEqual([
      'people.csv says something of 2 users of 3.',
      'Of 1 user of 3 nothing is known (age, job).',
    ]);
  });

  it('in the forms of RecBole are read by the types in their headers', async () => {
    const { dataset } = await join({
      ...ratings,
      'x.user': 'user_id:token\tage:token\tscore:float\n1\t24\t0.5\n2\t30\t1\n3\t24\t2\n',
      'x.item':
        'item_id:token\tmovie_title:token_seq\trelease_year:token\tclass:token_seq\n' +
        '10\tFargo\t1996\tCrime Drama\n20\tHeat\t1995\tCrime\n30\tRan\t1985\tDrama\n40\tAlien\t1979\tHorror\n',
    });
    expect(told(dataset.userAttributes)).toEqual(['age, category: 24 30 24', 'score, number: 0.5 1 2']);
    const { titles, years, genreNames, genres } = dataset.itemInfo!;
    expect(titles).toEqual(['Fargo', 'Heat', 'Ran', 'Alien']);
    expect([...years]).toEqual([1996, 1995, 1985, 1979]);
    expect(genreNames).toEqual(['Crime', 'Drama', 'Horror']);
    expect([...genres]).toEqual([0b011, 0b001, 0b010, 0b100]);
    expect(dataset.itemAttributes).toEqual([]);
  });

  it('of more about known items add to it', async () => {
    const { dataset } = await join({
      ...ratings,
      ...movies,
      'more.csv': 'movieId,title,minutes\n10,Fargo,98\n20,Heat,170\n30,Ran,162\n40,Alien,117\n',
    });
    expect(dataset.itemInfo!.titles.slice(0, 2)).toEqual(['Fargo', 'Heat']);
    expect(dataset.itemAttributes.map(({ name }) => name)).toEqual(['minutes']);
  });

  it('whose ids stand for other items are left aside, and named', async () => {
    const { dataset, notes } = await join({
      ...ratings,
      ...movies,
      'books.csv': 'id,title,pages\n10,Emma,474\n20,Ulysses,730\n30,Dune,412\n40,Middlemarch,880\n',
    });
    expect(dataset.itemAttributes).toEqual([]);
    expect(notes).toEqual(['Left aside: books.csv (its titles are those of other items).']);
  });

  it('of neither are named with the reason, but no text that goes with the data', async () => {
    const { notes } = await join({
      ...ratings,
      ...movies,
      'tags.csv': 'userId,movieId,tag\n1,10,cold\n1,20,cold\n2,10,snow\n2,20,snow\n',
      'colours.csv': 'name,code\nred,#f00\ngreen,#0f0\n',
      'README.txt': 'All about it.',
    });
    expect(notes).toEqual([
      'Left aside: tags.csv (it has users and items, as the interactions that were read), colours.csv (no column of it has the ids of the users or of the items, each in one row).',
    ]);
  });

  it('of clicks that are no part of the log are named', async () => {
    const header = 'SessionId\tItemId\tTime\n';
    const clicks = ['1\t2\t1400000000\n', '1\t3\t1400000001\n', '2\t2\t1400000002\n'].join('');
    const { dataset, notes } = await join({
      'big.txt': header + clicks,
      'other.txt': `${header}1\t2\t3\n1\t2\t4\n`,
    });
    expect(dataset.ratings).toHaveLength(3);
    expect(notes).toEqual([
      'Left aside: other.txt (it has users and items, as the interactions that were read).',
    ]);
  });

  it('have names in their first row only where no id stands there', async () => {
    const people = { 'people.csv': '1,red\n2,blue\n3,red\n' };
    const { dataset } = await join({ ...ratings, ...movies, ...people });
    expect(told(dataset.userAttributes)).toEqual(['column 2, category: red blue red']);
  });

  it('are what a person says they are', async () => {
    const people = { 'list.csv': 'id,word\n1,a\n2,b\n3,c\n' };
    const chosen = await join({ ...ratings, ...movies, ...people }, [['list.csv', 'users']]);
    expect(told(chosen.dataset.userAttributes)).toEqual(['word, category: a b c']);
    const left = await join({ ...ratings, ...movies, ...people }, [['list.csv', 'aside']]);
    expect(left.dataset.userAttributes).toEqual([]);
    expect(left.notes).toEqual(['Left aside: list.csv (as chosen).']);
  });

  it('do not change the fingerprint, unless they bring texts to learn from', async () => {
    const bare = (await join(ratings)).dataset;
    const { dataset } = await join({ ...ratings, 'people.csv': 'userId,age\n1,24\n2,53\n3,30\n' });
    expect(dataset.userAttributes).toHaveLength(1);
    expect(dataset.fingerprint).toBe(bare.fingerprint);
  });
});
