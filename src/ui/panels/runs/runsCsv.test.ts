import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { defaultSpec } from '../../../protocol/spec';
import { testCatalog, testRun } from '../../charts/testRuns';
import { epochsCsv, runsCsv } from './runsCsv';
import { differingSettings } from './settings';

const spec = defaultSpec();
const a = testRun({ id: 'a', epochs: [{ 'hr@10': 0.1 }], test: { 'hr@10': 0.2 }, notes: 'first, "best"' });
const b = testRun({ id: 'b', spec: { ...spec, seed: 7, model: { id: 'mf', params: { factors: 16 } } } });
const read = (text: string) =>
  Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true }).data;

describe('runsCsv', () => {
  it('writes every setting and metric of every run', () => {
    const [first, second] = read(runsCsv([a, b], testCatalog));
    expect(first).toMatchObject({
      name: 'a',
      notes: 'first, "best"',
      'test hr@10': '0.2',
      'watched hr@10 at best epoch': '0.1',
      'train.batchSize': String(spec.train.batchSize),
      seed: '1',
      'model.params.factors': '',
    });
    expect(second).toMatchObject({ name: 'b', 'test hr@10': '', seed: '7', 'model.params.factors': '16' });
  });
});

describe('epochsCsv', () => {
  it('writes one row per epoch', () => {
    expect(read(epochsCsv(a, testCatalog))).toEqual([
      {
        epoch: '1',
        loss: '1',
        'hr@10': '0.1',
        'learning rate': '0.001',
        'elapsed ms': '1000',
        'train ms': '900',
        'evaluate ms': '100',
      },
    ]);
  });
});

describe('differingSettings', () => {
  it('names the settings in which runs differ, in the order of the spec', () => {
    expect(differingSettings([a, b])).toEqual(['model.params.factors', 'seed']);
  });

  it('is empty for one run and for equal runs', () => {
    expect(differingSettings([a])).toEqual([]);
    expect(differingSettings([a, { ...a, id: 'c' }])).toEqual([]);
  });
});
