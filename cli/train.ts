/** `npm run train`: the app's own workers in a headless Chromium, told what to do by the command line. */
import { readFileSync } from 'node:fs';
import type { DatasetSummary } from '../src/protocol/dataset';
import { AppError, toAppError } from '../src/protocol/errors';
import { publishedFor } from '../src/protocol/comparison';
import { runsOf } from '../src/protocol/folds';
import type { ExperimentSpec } from '../src/protocol/spec';
import { parseArguments, usage, type TrainArguments } from './arguments';
import { askedSpecs } from './askedSpecs';
import { listCatalog } from './listCatalog';
import { loadData } from './loadData';
import { jsonReporter, tableReporter, type Output, type Reporter, type RunPlace } from './reporter';
import { fromReport, openTrainingBrowser } from './trainingBrowser';

const output: Output = {
  print: (line) => process.stdout.write(`${line}\n`),
  status: (line) => {
    if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${line.slice(0, process.stderr.columns - 1)}`);
  },
};

/** @throws AppError `bad-file` when it cannot be read as JSON. */
function readSpecFile(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new AppError(
      'bad-file',
      `${file} cannot be read as a spec: ${error instanceof Error ? error.message : String(error)}`,
      'It must hold one JSON object, such as the spec that --json prints.',
    );
  }
}

/** The spec on the data at hand; says so when a link meant other data. */
function onData(spec: ExperimentSpec, { source, name, fingerprint }: DatasetSummary): ExperimentSpec {
  const meant = spec.data.fingerprint;
  if (meant !== '' && meant !== fingerprint)
    console.error(
      `Note: the experiment was made on other data (${spec.data.name}, ${meant.slice(0, 8)}; ` +
        `this is ${name}, ${fingerprint.slice(0, 8)}). Results will differ.`,
    );
  return { ...spec, data: { ...spec.data, source, name, fingerprint } };
}

async function train(asked: TrainArguments): Promise<void> {
  const reporter: Reporter = asked.json ? jsonReporter(output) : tableReporter(output);
  const specFile = asked.spec === null ? null : readSpecFile(asked.spec);
  let place: RunPlace = { run: 1, runs: 1, name: '' };
  let failure: AppError | null = null;
  const browser = await openTrainingBrowser((told) => {
    if (told.type === 'progress') reporter.progress(told.progress);
    else if (told.type === 'recovery') console.error(`Note: ${told.recovery.what} ${told.recovery.hint}`);
    else {
      reporter.event(place, told.event);
      if (told.event.type === 'failed') failure = fromReport(told.event.error);
    }
  });
  const leave = (): void => {
    interrupted = true;
    output.status('');
    void browser.close().finally(() => process.exit(130));
  };
  process.once('SIGINT', leave).once('SIGTERM', leave);
  try {
    const catalog = await browser.call('catalog');
    if (asked.help) {
      output.print(listCatalog(catalog));
      return;
    }
    const specs = askedSpecs(asked, catalog, specFile);
    const summary = await loadData(
      browser,
      asked,
      specs.map(({ spec }) => spec),
      // Not among the results, which may be read by a program.
      (line) => console.error(line),
    );
    const runs: (Pick<RunPlace, 'name' | 'variant'> & { spec: ExperimentSpec })[] = [];
    for (const { name, spec, isVariant } of specs) {
      const whole = onData(spec, summary);
      const { folds } = await browser.call('planSplit', whole);
      const ofFolds = runsOf(whole, folds.length);
      runs.push(
        ...ofFolds.map((run, fold) => ({
          name: ofFolds.length > 1 ? folds[fold]! : name,
          spec: run,
          ...(isVariant && { variant: { name, published: publishedFor(run, catalog) } }),
        })),
      );
    }
    for (const [index, { spec, ...named }] of runs.entries()) {
      place = { run: index + 1, runs: runs.length, ...named };
      await browser.call('run', spec, asked.backend);
      if (failure) throw failure as AppError;
    }
    output.status('');
    reporter.end(catalog.presets.find(({ id }) => id === asked.preset));
  } finally {
    await browser.close();
  }
}

/** Ctrl-C closes the browser under the call in progress, whose failure then says nothing. */
let interrupted = false;

try {
  const asked = parseArguments(process.argv.slice(2));
  if (asked.help) output.print(`${usage}\n`);
  await train(asked);
} catch (error) {
  if (!interrupted) explain(error);
}

function explain(error: unknown): void {
  output.status('');
  const { code, what, hint } = toAppError(error);
  console.error(hint ? `${what}\n→ ${hint}` : what);
  // 2: what was asked for makes no sense; 1: it failed.
  process.exitCode = code === 'bad-spec' || code === 'bad-link' ? 2 : 1;
}
