import { describe, expect, it } from 'vitest';
import { defaultSpec, type ExperimentSpec } from '../../protocol/spec';
import {
  cutoffChart,
  cutoffMetrics,
  lossChart,
  metricChart,
  metricsOf,
  precisionRecallChart,
  shownMetrics,
} from './buildCharts';
import { tableOf } from './chartModel';
import { defaultChartSettings, usualMetrics } from './chartSettings';
import { measuredOn } from './measuredOn';
import { testCatalog, testRun } from './testRuns';

const a = testRun({
  id: 'a',
  epochs: [{ 'hr@10': 0.1 }, { 'hr@10': 0.3 }],
  test: { 'hr@10': 0.25 },
  atK: { hr: [0.05, 0.1] },
});
const b = testRun({ id: 'b', epochs: [{ 'hr@10': 0.2 }] });
const input = { runs: [a, b], currentId: 'a', catalog: testCatalog, settings: defaultChartSettings };

describe('metricChart', () => {
  it('names metric and way of measuring', () => {
    expect(metricChart(input, 'hr@10')).toMatchObject({
      title: 'HR@10',
      subtitle: 'validation, full ranking',
      y: { label: 'HR@10, validation' },
    });
  });

  it('does not call a test part optimistic that is watched and nothing chosen by', () => {
    const run = testRun({
      id: 'c',
      epochs: [{ 'hr@10': 0.1 }],
      info: { watchedPart: 'test', keepsLast: true },
    });
    expect(measuredOn(run, testCatalog)).toBe('test part, full ranking');
  });

  it('says that a best epoch chosen on the test part is optimistic', () => {
    const spec = defaultSpec();
    spec.evaluation.candidates = { id: 'uniform', params: { count: 99 } };
    const run = testRun({ id: 'c', spec, epochs: [{ 'hr@10': 0.1 }], info: { watchedPart: 'test' } });
    expect(metricChart({ ...input, runs: [run] }, 'hr@10').subtitle).toBe(
      'test part, sampled candidates (99, uniform sample), optimistic',
    );
  });

  it('says when runs were measured in different ways', () => {
    const run = testRun({ id: 'c', epochs: [{ 'hr@10': 0.1 }], info: { watchedPart: 'test' } });
    expect(metricChart({ ...input, runs: [a, run] }, 'hr@10').subtitle).toMatch(/^measured differently/);
  });

  it('states best epoch and test value of the current run', () => {
    expect(metricChart(input, 'hr@10').status).toBe(
      'a: 0.3000 at epoch 2, the best by NDCG@10 (ringed). Test part: 0.2500.',
    );
  });

  it('fits its axis to the runs: an oracle far above them leaves it as it is, one near them is fitted in', () => {
    // Values .1, .3 and .2 stand on 0 to .3; up to twice as much there is room for.
    const topWith = (oracle: number) => {
      const run = testRun({
        ...a,
        epochs: [{ 'hr@10': 0.1 }, { 'hr@10': 0.3 }],
        info: { oracle: { 'hr@10': oracle } },
      });
      return metricChart({ ...input, runs: [run, b], currentId: 'a' }, 'hr@10').y.domain[1];
    };
    expect(topWith(0.9)).toBe(0.3);
    expect(topWith(0.6)).toBe(0.6);
  });

  it('counts the room for an oracle in decades on a logarithmic axis', () => {
    // Values .01 to .1 fill one decade: an oracle of .25 is .4 of a decade above, one of 5 more than another whole one.
    const topWith = (oracle: number) => {
      const epochs = [{ 'hr@10': 0.01 }, { 'hr@10': 0.1 }];
      const run = testRun({ id: 'a', epochs, info: { oracle: { 'hr@10': oracle } } });
      const settings = { ...defaultChartSettings, logY: true };
      return metricChart({ ...input, runs: [run], currentId: 'a', settings }, 'hr@10').y.domain[1];
    };
    expect(topWith(0.25)).toBe(0.5);
    expect(topWith(5)).toBe(0.1);
  });

  it('speaks of no epoch where a model has none', () => {
    const spec = { ...defaultSpec(), model: { id: 'popularity', params: {} } };
    const run = testRun({ id: 'p', spec, epochs: [{ 'hr@10': 0.1 }], test: { 'hr@10': 0.2 } });
    expect(metricChart({ ...input, runs: [run], currentId: 'p' }, 'hr@10').status).toBe(
      'p: 0.1000. Test part: 0.2000.',
    );
  });

  it('gives its values as a table with one column per run', () => {
    expect(tableOf(metricChart(input, 'hr@10'))).toEqual([
      ['Epoch', 'a', 'b'],
      [1, 0.1, 0.2],
      [2, 0.3, undefined],
    ]);
  });
});

describe('lossChart', () => {
  const spec = { ...defaultSpec(), model: { id: 'popularity', params: {} }, loss: { id: 'bce', params: {} } };
  const counted = testRun({ id: 'most popular', spec, epochs: [{ 'hr@10': 0.1 }] });

  it('is absent when no run is trained by steps', () => {
    expect(lossChart({ ...input, runs: [counted] })).toBeNull();
  });

  it('says which runs have no loss, and does not warn of theirs beside others', () => {
    expect(lossChart({ ...input, runs: [a, counted] })!.captions).toEqual([
      'Counted, not trained by steps, so without a loss: most popular.',
    ]);
  });
});

describe('precisionRecallChart', () => {
  it('shows the three of the current run, told apart by dash and marker', () => {
    const metrics = { 'precision@10': 0.1, 'recall@10': 0.5, 'f1@10': 0.17 };
    const chart = precisionRecallChart({ ...input, runs: [testRun({ id: 'a', epochs: [metrics] }), b] })!;
    expect(chart.lines.map((line) => line.name)).toEqual(['Precision@10', 'Recall@10', 'F1@10']);
    expect(new Set(chart.lines.map((line) => line.look.dash)).size).toBe(3);
  });

  it('is absent when the run has none of them', () => {
    expect(precisionRecallChart(input)).toBeNull();
  });
});

describe('cutoffChart', () => {
  it('has the first value at k = 1, and only runs that have values', () => {
    const { lines } = cutoffChart(input, 'hr', 'watched');
    expect(lines.map((line) => line.name)).toEqual(['a']);
    expect(lines[0]!.exact[0]).toEqual({ x: 1, y: 0.05 });
  });
});

describe('metricsOf', () => {
  it('promises the metrics asked for before the first epoch, without those of ratings for a ranking model', () => {
    const spec = defaultSpec();
    spec.evaluation.metrics = ['rmse', 'ndcg@10', 'hr@10'];
    expect(metricsOf([testRun({ id: 'c', spec })], testCatalog)).toEqual(['hr@10', 'ndcg@10']);
    spec.model.id = 'biased-mf';
    expect(metricsOf([testRun({ id: 'c', spec })], testCatalog)).toEqual(['hr@10', 'ndcg@10', 'rmse']);
  });
});

describe('shownMetrics', () => {
  it('shows those chosen', () => {
    expect(shownMetrics(['ndcg@10'], ['hr@10', 'ndcg@10'], undefined, testCatalog)).toEqual(['ndcg@10']);
  });

  it('shows the first two when a run has none of those chosen', () => {
    expect(shownMetrics(['map'], ['hr@10', 'ndcg@10', 'rmse'], undefined, testCatalog)).toEqual([
      'hr@10',
      'ndcg@10',
    ]);
  });

  it('puts the stars of a model that predicts stars before its ranks, and of no other', () => {
    const present = ['hr@10', 'ndcg@10', 'rmse'];
    const rated = defaultSpec();
    rated.model.id = 'biased-mf';
    const shownOf = (spec: ExperimentSpec) =>
      shownMetrics(usualMetrics, present, testRun({ id: 'r', spec }), testCatalog);
    expect(shownOf(rated)).toEqual(['rmse', 'hr@10', 'ndcg@10']);
    expect(shownOf(defaultSpec())).toEqual(['hr@10', 'ndcg@10', 'rmse']);
  });
});

describe('items that are measured apart', () => {
  const spec = defaultSpec();
  spec.split.id = 'cold-items';
  spec.validation.id = 'cold-items';
  spec.evaluation.metrics = ['hr@10', 'ndcg@10'];
  const run = testRun({
    id: 'c',
    spec,
    epochs: [{ 'hr@10/cold': 0.1, 'hr@10/warm': 0.4, 'ndcg@10/cold': 0.05, 'ndcg@10/warm': 0.2 }],
    atK: { 'hr/cold': [0.01, 0.02], 'hr/warm': [0.1, 0.2] },
  });
  const apart = { ...input, runs: [run], currentId: 'c' };

  it('have charts side by side, whose names and subtitles say which', () => {
    const present = metricsOf([run], testCatalog);
    expect(present).toEqual(['hr@10/cold', 'hr@10/warm', 'ndcg@10/cold', 'ndcg@10/warm']);
    expect(shownMetrics(['hr@10'], present, undefined, testCatalog)).toEqual(['hr@10/cold', 'hr@10/warm']);
    expect(metricChart(apart, 'hr@10/cold')).toMatchObject({
      title: 'HR@10, cold items',
      subtitle: 'validation, full ranking among cold items',
      y: { label: 'HR@10, cold items, validation' },
    });
    const watching = { ...spec, earlyStopping: { ...spec.earlyStopping, metric: 'hr@10/cold' } };
    const told = testRun({ id: 't', spec: watching, epochs: [{ 'hr@10/cold': 0.1 }] });
    expect(metricChart({ ...apart, runs: [told], currentId: 't' }, 'hr@10/cold').status).toBe(
      't: 0.1000 at epoch 1, the best by HR@10 on cold items (ringed).',
    );
    expect(tableOf(metricChart(apart, 'hr@10/warm'))).toEqual([
      ['Epoch', 'c'],
      [1, 0.4],
    ]);
  });

  it('stand ready before the first value', () => {
    const waiting = testRun({ id: 'w', spec });
    expect(metricsOf([waiting], testCatalog)).toEqual(metricsOf([run], testCatalog));
  });

  it('are drawn over k one group at a time', () => {
    expect(cutoffMetrics([run])).toEqual({ ids: ['hr'], groups: ['cold', 'warm'] });
    const drawn = cutoffChart(apart, 'hr', 'watched', 'cold');
    expect(drawn.title).toBe('HR@k, cold items');
    expect(drawn.lines[0]!.exact.map(({ y }) => y)).toEqual([0.01, 0.02]);
    expect(cutoffMetrics([run, a])).toEqual({ ids: ['hr'], groups: [null, 'cold', 'warm'] });
  });
});

describe('measuredOn', () => {
  it('says of a model of sequences that each step of held-out sessions is told, and among what', () => {
    const spec = defaultSpec();
    spec.model.id = 'gru';
    spec.evaluation.candidates = { id: 'all', params: {} };
    const run = testRun({ id: 'g', spec, info: { everyStep: { watched: true, test: false } } });
    expect(measuredOn(run, testCatalog)).toBe('validation, every step of held-out sessions, all items');
    // The test part is the last item of each user.
    expect(measuredOn(run, testCatalog, 'test')).toBe('test part, all items');
  });
});
