import { expect, it } from 'vitest';
import { toSourceFiles } from './droppedFiles';

it('keeps the path inside a folder, however the browser gives it', () => {
  const plain = new File(['1'], 'u.data');
  const dropped = Object.assign(new File(['1'], 'u.data'), { path: './ml-100k/u.data' });
  const picked = Object.assign(new File(['1'], 'u.data'), { webkitRelativePath: 'ml-100k/u.data' });
  expect(toSourceFiles([plain, dropped, picked]).map(({ path }) => path)).toEqual([
    'u.data',
    'ml-100k/u.data',
    'ml-100k/u.data',
  ]);
});
