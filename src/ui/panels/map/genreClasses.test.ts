import { describe, expect, it } from 'vitest';
import type { ItemInfo } from '../../../protocol/dataset';
import { genreClasses, noGenre } from './genreClasses';

function infoOf(genreNames: string[], genres: number[]): ItemInfo {
  return {
    titles: genres.map(String),
    years: new Int16Array(genres.length),
    genreNames,
    genres: Uint32Array.from(genres),
    descriptions: null,
  };
}

describe('the groups of the legend', () => {
  it('hold items by their first genre, the largest group first, those without one last', () => {
    const info = infoOf(['Action', 'Comedy', 'Drama'], [0b101, 0b110, 0, 0b010, 0b100, 0, 0]);
    const { classes, classOf } = genreClasses(Int32Array.of(0, 1, 2, 3, 5, 6), info);
    expect(classes.map(({ name, count }) => [name, count])).toEqual([
      ['Comedy', 2],
      ['Action', 1],
      [noGenre, 3],
    ]);
    expect([...classOf]).toEqual([1, 0, 2, 0, 2, 2]);
    expect(classes[2]!.look).toBeNull();
  });

  it('find the 32nd genre too', () => {
    const names = Array.from({ length: 32 }, (_, i) => `g${i}`);
    const { classes } = genreClasses(Int32Array.of(0), infoOf(names, [0x80000000]));
    expect(classes.map(({ name }) => name)).toEqual(['g31']);
  });

  it('look all different, by marker where colours run out', () => {
    const names = Array.from({ length: 32 }, (_, i) => `g${i}`);
    const info = infoOf(
      names,
      names.map((_, i) => 2 ** i),
    );
    const { classes } = genreClasses(Int32Array.from(names.keys()), info);
    expect(new Set(classes.map(({ look }) => `${look!.color}/${look!.marker}`)).size).toBe(32);
    expect(new Set(classes.slice(0, 8).map(({ look }) => look!.color)).size).toBe(8);
    expect(classes[8]!.look).toEqual({ color: 0, dash: 0, marker: 1 });
  });

  it('are one where nothing is known of the items', () => {
    const { classes, classOf } = genreClasses(Int32Array.of(4, 5), null);
    expect(classes).toEqual([{ name: noGenre, count: 2, look: null }]);
    expect([...classOf]).toEqual([0, 0]);
  });
});
