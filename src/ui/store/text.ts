/** The texts of the data set in use, and the word vectors trained on them or read from a file. */
import { proxy } from 'comlink';
import { createStore } from './createStore';
import type { Entry } from '../../protocol/catalog';
import type { Progress } from '../../protocol/dataService';
import { reportOf, type ErrorReport } from '../../protocol/errors';
import type { Params } from '../../protocol/spec';
import type { TextOptions } from '../../protocol/textOptions';
import type { TextFigures, TrainingProgress, VectorFacts } from '../../protocol/textService';
import { stopsAtDraft } from './drafts';
import { useExperiment } from './experiment';
import { withData, withText } from './services';

interface TextState {
  /** Fingerprint of the data set whose texts the worker holds. */
  opened: string | null;
  /** Null until they are counted. */
  figures: TextFigures | null;
  error: ErrorReport | null;
  /** How vectors are trained; null until the worker has told. */
  form: Entry | null;
  /** What was set by hand; the rest is as the form, and for the epochs the figures, suggest. */
  params: Params;
  training: TrainingProgress | null;
  importing: Progress | null;
  /** Of the vectors that can be asked; null while there are none. */
  vectors: VectorFacts | null;
  /** How many there have been in this visit: answers of earlier ones no longer hold. */
  made: number;
  /** Words a second of the training that made them; null for those of a file. */
  speed: number | null;
  vectorError: ErrorReport | null;
}

export const useText = createStore<TextState>(() => ({
  opened: null,
  figures: null,
  error: null,
  form: null,
  params: {},
  training: null,
  importing: null,
  vectors: null,
  made: 0,
  speed: null,
  vectorError: null,
}));

let request = 0;

/** Hands the texts of a data set to the worker, if it has others, and counts them; a later call overtakes. */
export async function countTexts(fingerprint: string, options: TextOptions): Promise<void> {
  const mine = ++request;
  try {
    if (useText.getState().opened !== fingerprint) {
      useText.setState({ opened: null, figures: null, error: null });
      const items = await withData((data) => data.openTexts(fingerprint));
      if (mine !== request) return;
      await withText((text) => text.open(items));
      if (mine !== request) return;
      useText.setState({ opened: fingerprint });
    }
    const figures = await withText((text) => text.figures(options));
    if (mine === request) useText.setState({ figures, error: null });
  } catch (error) {
    if (mine === request) useText.setState({ error: reportOf(error) });
  }
}

/** Asks the worker for the form of the training, once per visit. */
export async function loadVectorForm(): Promise<void> {
  if (useText.getState().form) return;
  try {
    const form = await withText((text) => text.vectorForm());
    useText.setState({ form });
  } catch (error) {
    useText.setState({ vectorError: reportOf(error) });
  }
}

export function setVectorParam(name: string, value: Params[string] | undefined): void {
  useText.setState(({ params }) => {
    const { [name]: _, ...others } = params;
    return { params: value === undefined ? others : { ...others, [name]: value } };
  });
}

const vectorField = 'vectors-';
export const vectorFieldId = (name: string): string => vectorField + name;

/** What a parameter of the training is where nothing was set by hand. */
export function standardVectorParam(name: string): Params[string] | undefined {
  const { form, figures } = useText.getState();
  if (name === 'epochs' && figures) return figures.vectorEpochs;
  return form?.params[name]?.default as Params[string] | undefined;
}

/** Trains on the texts that are open; vectors from before stay until the new ones are there. */
export async function trainVectors(): Promise<void> {
  const { spec } = useExperiment.getState();
  const { params, figures } = useText.getState();
  const valueOf = (name: string) => params[name] ?? standardVectorParam(name);
  if (stopsAtDraft((id) => (id.startsWith(vectorField) ? valueOf(id.slice(vectorField.length)) : undefined)))
    return;
  const chosen = { ...(figures && { epochs: figures.vectorEpochs }), ...params };
  let going = true;
  let speed = 0;
  // Progress comes by a port of its own, and may come late.
  const onProgress = proxy((training: TrainingProgress) => {
    speed = training.wordsPerSecond;
    if (going) useText.setState({ training });
  });
  useText.setState({ training: { done: 0, total: 1, wordsPerSecond: 0 }, vectorError: null });
  try {
    const vectors = await withText((text) => text.train(spec.text, chosen, spec.seed, onProgress));
    useText.setState(({ made }) => ({ vectors, speed, made: made + 1 }));
  } catch (error) {
    showFault(error);
  } finally {
    going = false;
    useText.setState({ training: null });
  }
}

/** Reads a `.vec` file in the place of the vectors there are. */
export async function importVectors(file: File): Promise<void> {
  let going = true;
  const onProgress = proxy((importing: Progress) => {
    if (going) useText.setState({ importing });
  });
  useText.setState({ importing: { label: file.name, fraction: null }, vectorError: null });
  try {
    const vectors = await withText((text) => text.importVectors({ path: file.name, blob: file }, onProgress));
    useText.setState(({ made }) => ({ vectors, speed: null, made: made + 1 }));
  } catch (error) {
    showFault(error);
  } finally {
    going = false;
    useText.setState({ importing: null });
  }
}

/** Ends the training or the import in progress. */
export function cancelVectors(): void {
  withText((text) => text.cancel()).catch(showFault);
}

/** The vectors as a file; null when they could not be written. */
export async function exportVectors(): Promise<Blob | null> {
  try {
    return await withText((text) => text.exportVectors());
  } catch (error) {
    showFault(error);
    return null;
  }
}

function showFault(error: unknown): void {
  const report = reportOf(error);
  useText.setState({ vectorError: report.code === 'cancelled' ? null : report });
}
