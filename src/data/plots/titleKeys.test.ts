import { describe, expect, it } from 'vitest';
import { titleKeys } from './titleKeys';

describe('titleKeys', () => {
  it.each([
    ['Matrix, The', 'The Matrix'],
    ['Underneath, The', 'Underneath'],
    ['Misérables, Les', 'Les Miserables'],
    ["Enfant, L'", "L'enfant"],
    ['Truth About Cats & Dogs, The', 'the truth about cats and dogs'],
    ["Schindler's List", 'Schindlers List'],
    ['E.T. the Extra-Terrestrial', 'ET: The Extra Terrestrial'],
    ['Smørrebrød', 'Smorrebrod'],
  ])('are the same for "%s" and "%s"', (one, other) => {
    expect(titleKeys(one)).toEqual(titleKeys(other));
  });

  it('name the other titles in brackets too, the title itself first', () => {
    expect(titleKeys('Horseman on the Roof, The (Hussard sur le toit, Le)')).toEqual([
      'horseman on the roof',
      'le hussard sur le toit',
    ]);
    expect(titleKeys('Seven (a.k.a. Se7en)')).toEqual(['seven', 'se7en']);
  });

  it('take no mark of year or kind for a title', () => {
    expect(titleKeys('Hamlet (1996 film)')).toEqual(['hamlet']);
    expect(titleKeys('Gone Fishin’ (V) (1997)')).toEqual(['gone fishin']);
  });

  it('keep an article that is all there is, and words that are articles elsewhere', () => {
    expect(titleKeys('The')).toEqual(['the']);
    expect(titleKeys('Die Hard')).toEqual(['die hard']);
  });

  it('keep letters of every script, and a title of signs alone', () => {
    expect(titleKeys('Сталкер')).toEqual(['сталкер']);
    expect(titleKeys('!!!')).toEqual(['!!!']);
  });
});
