import 'fake-indexeddb/auto';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { BrowserDataService } from '../../data/service';
import { publishedFor } from '../../protocol/comparison';
import { mergeSpec, readSpec } from '../../protocol/completeSpec';
import { parseMetricKey } from '../../protocol/metricKey';
import { agrees } from '../../protocol/specDiff';
import { buildCatalog } from '../catalog';
import {
  movieLens100k,
  movieLens1mWithPlots,
  movieLens1mPlots,
  ncfMovieLens1m,
  yoochoose100k,
} from './fingerprints';
import { presets } from './registry';

const catalog = buildCatalog();

const withoutGroup = (key: string) => key.replace(/\/(cold|warm)$/, '');

describe.each(presets.map((preset) => [preset.id, preset] as const))('preset %s', (_id, preset) => {
  it('has only known settings in range', () => {
    for (const variant of preset.variants ?? [{ spec: {} }])
      expect(readSpec(mergeSpec(preset.spec, variant.spec), catalog).problems).toEqual([]);
  });

  it('follows its own protocol on the data it is for', () => {
    const { spec } = readSpec(preset.spec, catalog);
    const fingerprint = preset.protocol.data?.fingerprint;
    expect(agrees({ ...spec, data: { ...spec.data, fingerprint } }, preset.protocol)).toBe(true);
  });

  it('compares only with metrics that the run computes, on this data alone', () => {
    const { spec } = readSpec(preset.spec, catalog);
    const published = [...preset.published, ...(preset.variants ?? []).flatMap((one) => one.published ?? [])];
    for (const { metric } of published) expect(spec.evaluation.metrics).toContain(withoutGroup(metric));
    expect(catalog.metrics.map(({ id }) => id)).toContain(parseMetricKey(spec.earlyStopping.metric)!.id);
    expect(agrees(spec, preset.protocol)).toBe(false);
  });

  it('shows its published values beside the model and variant that they were published for, and beside no other', () => {
    const { fingerprint } = preset.protocol.data!;
    const variants = preset.variants ?? [{ name: '', spec: {}, published: [] }];
    const shown = variants.map((variant) => {
      const { spec } = readSpec(mergeSpec(preset.spec, variant.spec), catalog);
      return publishedFor({ ...spec, data: { ...spec.data, fingerprint: fingerprint! } }, catalog);
    });
    expect(shown).toEqual(variants.map(({ published = [] }) => [...preset.published, ...published]));
  });
});

const comparisons = presets.flatMap(({ variants, ...preset }) => (variants ? [{ ...preset, variants }] : []));

describe.each(comparisons.map((preset) => [preset.id, preset] as const))('comparison %s', (_id, preset) => {
  it('shows what its variants measure, against one of them', () => {
    const { tableMetrics = [], perEpoch, overK, baseline, variants } = preset;
    expect(variants.length).toBeGreaterThan(1);
    if (baseline !== undefined) expect(variants.map(({ name }) => name)).toContain(baseline);
    for (const variant of variants) {
      const { evaluation } = readSpec(mergeSpec(preset.spec, variant.spec), catalog).spec;
      for (const key of [...tableMetrics, ...(perEpoch === undefined ? [] : [perEpoch])])
        expect(evaluation.metrics.map(withoutGroup)).toContain(withoutGroup(key));
    }
    if (overK !== undefined)
      expect(catalog.metrics).toContainEqual(
        expect.objectContaining({ id: withoutGroup(overK), kind: 'ranks' }),
      );
  });
});

const folder = new URL('../../../../shared/data/', import.meta.url);

describe('the data sets that published values belong to', () => {
  for (const [file, fingerprint, plots] of [
    ['ml-100k.zip', movieLens100k, null],
    ['ncf-ml-1m.zip', ncfMovieLens1m, null],
    ['ml-1m-imdb-plots.json.gz', movieLens1mPlots, null],
    ['yoochoose-100k.zip', yoochoose100k, null],
    ['ml-1m-time-order.zip', movieLens1mWithPlots, 'ml-1m-imdb-plots.json.gz'],
  ] as const) {
    const isThere = [file, plots].every((name) => name === null || existsSync(new URL(name, folder)));
    it.skipIf(!isThere)(
      `${file}${plots ? ` with ${plots}` : ''} has the fingerprint that the presets name (skipped where it is absent)`,
      async () => {
        const service = new BrowserDataService(
          (value) => value,
          () => 0,
        );
        const take = async (name: string, joinTo: string | null) => {
          const files = [{ path: name, blob: new Blob([readFileSync(new URL(name, folder))]) }];
          const outcome = await service.importFiles(files, {}, () => {});
          if (outcome.status !== 'plots-mapping-needed') return outcome;
          const chosen = { mapping: outcome.question.guess, joinTo, genresFrom: 'plots' as const };
          return service.importFiles(files, { kind: 'plots', plots: chosen }, () => {});
        };
        let outcome = await take(file, null);
        if (plots && outcome.status === 'imported') outcome = await take(plots, outcome.summary.fingerprint);
        expect(outcome).toMatchObject({ status: 'imported', summary: { fingerprint } });
      },
      30_000,
    );
  }
});
