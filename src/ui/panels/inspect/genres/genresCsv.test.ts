import { expect, it } from 'vitest';
import { genresCsv } from './genresCsv';
import { inspectionOf } from './testInspection';

it('writes a line for each genre, with both thresholds', () => {
  expect(genresCsv(inspectionOf({ threshold: 0.25 })).split('\r\n')).toEqual([
    'genre,movies,precision from 0.5,recall from 0.5,f1 from 0.5,precision from 0.25,recall from 0.25,f1 from 0.25',
    'Comedy,4,1,0.5,0.6666666666666666,0.75,0.75,0.75',
    'Drama,2,0,0,0,1,1,1',
    '',
  ]);
});

it('leaves the tuned threshold out where there is none', () => {
  expect(genresCsv(inspectionOf({ threshold: null })).split('\r\n')).toEqual([
    'genre,movies,precision from 0.5,recall from 0.5,f1 from 0.5',
    'Comedy,4,1,0.5,0.6666666666666666',
    'Drama,2,0,0,0',
    '',
  ]);
});
