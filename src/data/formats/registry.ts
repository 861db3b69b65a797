/** All file formats, in the order they are tried. A new one is one file and one line here. */
import { clicks } from './clicks';
import { delimited } from './delimited';
import type { DataFormat } from './format';
import { movielens100k } from './movielens100k';
import { movielensCsv } from './movielensCsv';
import { movielensDat } from './movielensDat';
import { ncf } from './ncf';

export const formats: readonly DataFormat[] = [
  ncf,
  movielens100k,
  movielensDat,
  movielensCsv,
  clicks,
  delimited,
];
