import { expect, it } from 'vitest';
import { looseFiles } from '../../testing/sourceFiles';
import { openFiles } from '../archive';
import { plainMapping } from '../formats/plainMapping';
import { quietWork } from '../work';
import { previewMapping } from './previewMapping';

const mapping = { ...plainMapping, user: 1, item: 0, rating: 2, timestamp: 3, timeUnit: 's' as const };
const tables = [{ file: 'a.csv', use: 'interactions' as const }];

async function preview(text: string, change: Partial<typeof mapping> = {}) {
  const set = await openFiles(looseFiles({ 'a.csv': text, 'b.csv': 'x,y\n1,2\n' }));
  return previewMapping(set, { mapping: { ...mapping, ...change }, tables }, quietWork());
}

it('shows what the first rows become by the columns chosen, and which are left out', async () => {
  expect(
    await preview('what,who,stars,when\n7,u1,4,1400000000\n8,u2,much,1400000060\n9,u1,3.5,1400000120\n'),
  ).toEqual({
    rows: [
      { user: 'u1', item: '7', title: '', rating: 4, time: { seconds: 1_400_000_000 } },
      { user: 'u1', item: '9', title: '', rating: 3.5, time: { seconds: 1_400_000_120 } },
    ],
    leftOut: [{ file: 'a.csv', line: 3, text: '8,u2,much,1400000060', reason: 'the rating is not a number' }],
  });
});

it('reads the first rows of a large file alone, and none in halves', async () => {
  const rows = Array.from({ length: 20_000 }, (_, row) => `${row},1,4,1400000000`);
  const { rows: shown, leftOut } = await preview(['what,who,stars,when', ...rows].join('\n'));
  expect(shown.map(({ item }) => item)).toEqual(['0', '1', '2', '3', '4']);
  expect(leftOut).toEqual([]);
});

it('says what is wrong with columns that fit no row', async () => {
  await expect(preview('what,who,stars,when\n7,u1,good,1400000000\n', {})).rejects.toThrow(
    /the rating is not a number/,
  );
  await expect(preview('a,b\n1,2\n', { user: 0 })).rejects.toThrow(/same column/);
});
