/** The files that people have, read as the terminal reads them: by the guess alone. */
import { existsSync, openAsBlob, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ColumnMapping, SourceFile } from '../../protocol/dataService';
import { openFiles } from '../archive';
import { canonicalize } from '../canonical';
import { chooseFormat } from '../formats/chooseFormat';
import { delimited } from '../formats/delimited';
import { isQuestion } from '../formats/format';
import { RowReport } from '../rowReport';
import { quietWork } from '../work';

async function importByGuess(files: SourceFile[], change: Partial<ColumnMapping> = {}) {
  const set = await openFiles(files);
  const format = await chooseFormat(set);
  const asked = await format.read(set, { mapping: null, report: new RowReport(), work: quietWork() });
  const report = new RowReport();
  const raw = isQuestion(asked)
    ? await delimited.read(set, { mapping: { ...asked.guess, ...change }, report, work: quietWork() })
    : asked;
  if (isQuestion(raw)) throw new Error('asked twice');
  return { ...(await canonicalize(raw, quietWork())), report, question: isQuestion(asked) ? asked : null };
}

const folder = new URL('../../../../shared/cases/', import.meta.url);
const isThere = existsSync(new URL('expected.json', folder));
interface Expected {
  u: number;
  i: number;
  n: number | number[];
}
const expected = isThere
  ? (JSON.parse(readFileSync(new URL('expected.json', folder), 'utf8')) as Record<string, Expected>)
  : {};

const blobOf = async (name: string): Promise<SourceFile> => ({
  path: name.split('/').at(-1)!,
  blob: await openAsBlob(new URL(name, folder)),
});

describe.skipIf(!isThere)(
  isThere ? 'the layouts of the field' : 'the layouts of the field (skipped: ../shared/cases is not there)',
  () => {
    it.each(Object.entries(expected))('%s', async (name, { u, i, n }) => {
      const { dataset, report } = await importByGuess([await blobOf(name)]);
      expect({ u: dataset.numUsers, i: dataset.numItems }).toEqual({ u, i });
      expect([n].flat()).toContain(dataset.ratings.length);
      expect(report.malformed).toBe(0);
    });
  },
);
