import { describe, expect, it } from 'vitest';
import { defaultSpec } from '../../protocol/spec';
import { referencesFor } from './references';
import { testCatalog, testRun } from './testRuns';

const published = {
  id: 'p',
  label: 'P',
  question: '',
  lookFor: '',
  expectedTime: '',
  dataHint: '',
  spec: {},
  protocol: { split: { id: 'leave-last-out' } },
  published: [{ metric: 'hr@10', value: 0.69, source: 'He et al., WWW 2017' }],
};
const catalog = { ...testCatalog, presets: [published] };

describe('referencesFor', () => {
  it('shows a published value beside a run of the same protocol, with its source', () => {
    const [reference] = referencesFor('hr@10', [testRun({ id: 'a' })], 'a', catalog);
    expect(reference).toMatchObject({ kind: 'published', value: 0.69 });
    expect(reference!.explanation).toContain('He et al., WWW 2017');
  });

  it('does not show it beside a run of another protocol, nor for another metric', () => {
    const spec = { ...defaultSpec(), split: { ...defaultSpec().split, id: 'random-ratio' } };
    expect(referencesFor('hr@10', [testRun({ id: 'a', spec })], 'a', catalog)).toEqual([]);
    expect(referencesFor('ndcg@10', [testRun({ id: 'a' })], 'a', catalog)).toEqual([]);
  });

  it('shows the oracle only where the validation part is watched, which it was measured on', () => {
    const watched = (watchedPart: 'validation' | 'test') =>
      referencesFor(
        'hr@10',
        [testRun({ id: 'a', info: { oracle: { 'hr@10': 0.8 }, watchedPart } })],
        'a',
        testCatalog,
      );
    expect(watched('validation')).toMatchObject([{ kind: 'oracle', value: 0.8 }]);
    expect(watched('test')).toEqual([]);
  });
});
