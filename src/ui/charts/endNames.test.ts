import { describe, expect, it } from 'vitest';
import { endNames } from './endNames';

describe('endNames', () => {
  it('begins with what tells the lines apart', () => {
    expect(endNames(['MF · bpr · factors 16', 'MF · bpr · factors 64'])).toEqual([
      'factors 16',
      'factors 64',
    ]);
  });

  it('keeps the end of a name that the others begin with', () => {
    expect(endNames(['MF · bpr', 'MF · bpr · factors 64'])).toEqual(['bpr', 'factors 64']);
  });

  it('leaves names that share no beginning, and a single one, as they are', () => {
    expect(endNames(['MF · bpr', 'NeuMF · bpr'])).toEqual(['MF · bpr', 'NeuMF · bpr']);
    expect(endNames(['MF · bpr'])).toEqual(['MF · bpr']);
  });
});
