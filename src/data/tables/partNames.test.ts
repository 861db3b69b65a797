import { describe, expect, it } from 'vitest';
import { groupByName } from './partNames';

/** Groups as "path:part path:part". */
const groups = (...paths: string[]): string[] =>
  groupByName(paths).map(({ tables }) => tables.map(({ path, part }) => `${path}:${part ?? ''}`).join(' '));

describe('names of tables', () => {
  it.each([
    [['test.csv', 'train.csv'], 'train.csv:train test.csv:test'],
    [['ratings_train.csv', 'ratings_test.csv'], 'ratings_train.csv:train ratings_test.csv:test'],
    [['ml-1m.train.rating', 'ml-1m.test.rating'], 'ml-1m.train.rating:train ml-1m.test.rating:test'],
    [
      ['x.test.inter', 'x.valid.inter', 'x.train.inter'],
      'x.train.inter:train x.valid.inter:validation x.test.inter:test',
    ],
    [
      ['x.part1.inter', 'x.part3.inter', 'x.part2.inter'],
      'x.part1.inter:train x.part2.inter:validation x.part3.inter:test',
    ],
    [['x.part1.inter', 'x.part2.inter'], 'x.part1.inter:train x.part2.inter:test'],
    [
      ['data/train/ratings.csv', 'data/test/ratings.csv'],
      'data/train/ratings.csv:train data/test/ratings.csv:test',
    ],
    [
      ['Train-Set.TXT', 'Val-Set.TXT', 'Test-Set.TXT'],
      'Train-Set.TXT:train Val-Set.TXT:validation Test-Set.TXT:test',
    ],
    [['u9.base', 'u9.test'], 'u9.base:train u9.test:test'],
    [
      ['train-and-test/train.csv', 'train-and-test/test.csv'],
      'train-and-test/train.csv:train train-and-test/test.csv:test',
    ],
  ])('%j are a partition', (paths, expected) => {
    expect(groups(...paths)).toEqual([expected]);
  });

  it('tell the partitions of two data sets apart', () => {
    expect(groups('a.train.csv', 'b.train.csv', 'a.test.csv', 'b.test.csv')).toEqual([
      'a.train.csv:train a.test.csv:test',
      'b.train.csv:train b.test.csv:test',
    ]);
  });

  it('with numbers are pieces of one table', () => {
    expect(groups('combined_data_10.txt', 'combined_data_2.txt')).toEqual([
      'combined_data_2.txt: combined_data_10.txt:',
    ]);
  });

  it('of no part stand alone, as a test table without a train table does', () => {
    expect(groups('books.csv', 'toys.csv', 'test.csv')).toEqual(['books.csv:', 'toys.csv:', 'test.csv:']);
  });

  it('do not take a word within a word for a part', () => {
    expect(groups('latest.csv', 'trains.csv')).toEqual(['latest.csv:', 'trains.csv:']);
  });
});
