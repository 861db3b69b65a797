import { expect, it } from 'vitest';
import { loadedWith } from './bundleBudget';

it('counts every static import once, also when chunks import each other', () => {
  const chunks = new Map([
    ['app', { imports: ['react', 'controls'] }],
    ['controls', { imports: ['react', 'app'] }],
    ['react', { imports: [] }],
    ['charts', { imports: ['react'] }],
  ]);
  expect(loadedWith('app', chunks).sort()).toEqual(['app', 'controls', 'react']);
});
