/** Running the variants of a comparison, and testing them against each other once they are measured. */
import type { Catalog } from '../../protocol/catalog';
import { unpairedSettings } from '../../protocol/comparison';
import { reportOf } from '../../protocol/errors';
import { parseMetricKey } from '../../protocol/metricKey';
import { settingLabel } from '../controls/settingLabel';
import { currentCatalog } from './catalog';
import {
  findComparison,
  setComparisonData,
  updateComparison,
  useComparisons,
  variantRuns,
  type ComparisonRecord,
} from './comparisons';
import { withFoundData } from './datasets';
import { useExperiment } from './experiment';
import { notify } from './notices';
import type { RunRecord } from './runRecord';
import { useRuns } from './runs';
import { withLab } from './services';
import { withAt } from './specPath';
import { plannedRuns, trainAll, useTraining } from './training';
import { text } from '../messages';

const isUnderWay = ({ id, status }: RunRecord): boolean =>
  status === 'running' || status === 'paused' || useTraining.getState().queue.includes(id);

/**
 * Runs the variants that have no result yet, one after the other; all of them when all have one. With a split of
 * several folds, the first fold only.
 */
export async function runComparison(id: string): Promise<void> {
  const record = findComparison(id);
  if (!record) return;
  const shown = variantRuns(record, useRuns.getState().runs);
  if (shown.some(isUnderWay)) return;
  const open = shown.filter(({ status }) => status !== 'done');
  const names = new Set((open.length > 0 ? open : shown).map(({ name }) => name));
  try {
    if (offerOtherData(record)) return;
    const [planned] = await plannedRuns(record.variants[0]!.spec);
    const { fold } = planned!.split;
    const chosen = record.variants.filter(({ name }) => names.has(name));
    const runIds = trainAll(
      chosen.map(({ spec, expected }) => ({
        // Its own filters and vectors stay, also where those of the first differ.
        spec: withAt(withFoundData(spec) ?? spec, 'split.fold', fold),
        expected,
      })),
    );
    updateComparison(id, (before) => ({
      ...before,
      tests: null,
      testedRuns: [],
      testFault: '',
      variants: before.variants.map((variant) => {
        const place = chosen.findIndex(({ name }) => name === variant.name);
        return place < 0 ? variant : { ...variant, runId: runIds[place]! };
      }),
    }));
  } catch (error) {
    notify({ kind: 'error', ...reportOf(error) });
  }
}

/** Where the data set of a comparison is no longer in this browser, offers that of the rail. @returns whether it did. */
function offerOtherData({ id, variants }: ComparisonRecord): boolean {
  const missing = variants.find(({ spec }) => !withFoundData(spec));
  if (!missing) return false;
  const { data } = useExperiment.getState().spec;
  const compareOnOther = (): Promise<void> => {
    setComparisonData(id, data);
    return runComparison(id);
  };
  notify({
    kind: 'error',
    what: text.lab.dataMissing(missing.spec.data.name),
    hint: text.lab.dataMissingHint,
    ...(withFoundData(useExperiment.getState().spec) && {
      action: { label: text.lab.useOtherData(data.name), run: () => void compareOnOther() },
    }),
  });
  return true;
}

/** The metric that a comparison is about: what its first variant watches. */
export const comparedMetric = (record: ComparisonRecord): string =>
  record.variants[0]!.spec.earlyStopping.metric;

const higherIsBetter = (metric: string, catalog: Catalog): boolean =>
  catalog.metrics.find(({ id }) => id === parseMetricKey(metric)?.id)?.higherIsBetter ?? true;

/** Tests every comparison whose runs have ended since it was last tested. */
async function testEnded(): Promise<void> {
  const { runs } = useRuns.getState();
  for (const record of useComparisons.getState().comparisons) {
    const shown = variantRuns(record, runs);
    const measured = shown.flatMap((run, place) =>
      run.status === 'done' && run.unitValues ? [{ place, run, values: run.unitValues }] : [],
    );
    const testedRuns = measured.map(({ run }) => run.id);
    if (measured.length < 2 || shown.some(isUnderWay) || testedRuns.join() === record.testedRuns.join())
      continue;
    const unpaired = unpairedSettings(
      measured.map(({ run }) => run.spec),
      currentCatalog(),
    );
    if (unpaired.length > 0) {
      const testFault = `No paired test: the variants differ in ${unpaired
        .map((path) =>
          settingLabel(
            path,
            measured.map(({ run }) => run.spec),
            currentCatalog(),
          ),
        )
        .join(', ')}, so they were not measured on the same test part in the same way.`;
      updateComparison(record.id, (before) => ({ ...before, testedRuns, tests: null, testFault }));
      continue;
    }
    const metric = comparedMetric(record);
    try {
      const found = await withLab((lab) =>
        lab.compareToBest(
          measured.map(({ values }) => values),
          higherIsBetter(metric, currentCatalog()),
          measured[0]!.run.spec.seed,
        ),
      );
      const placeOf = (index: number): number => measured[index]!.place;
      const tests = {
        ...found,
        best: placeOf(found.best),
        tests: found.tests.map((test) => ({ ...test, variant: placeOf(test.variant) })),
      };
      updateComparison(record.id, (before) => ({ ...before, testedRuns, tests, testFault: '' }));
    } catch (error) {
      const { what } = reportOf(error);
      updateComparison(record.id, (before) => ({ ...before, testedRuns, tests: null, testFault: what }));
    }
  }
}

/** From now on, tests a comparison when the last of its runs has ended. */
export function followComparisons(): void {
  useTraining.subscribe(({ activeId }, before) => {
    if (activeId !== null || before.activeId === null) return;
    // Once it is clear whether another run begins.
    void Promise.resolve().then(() => {
      if (useTraining.getState().activeId === null) return testEnded();
    });
  });
}
