/** The item vectors kept with the data set of the experiment. */
import { createStore } from './createStore';
import type { ItemVectorsEntry } from '../../protocol/dataService';
import type { ItemVectors } from '../../protocol/dataset';
import { reportOf } from '../../protocol/errors';
import { notify } from './notices';
import { withData } from './services';

interface KeptVectorsState {
  /** Whose they are. */
  fingerprint: string | null;
  kept: ItemVectorsEntry[];
}

export const useKeptVectors = createStore<KeptVectorsState>(() => ({ fingerprint: null, kept: [] }));

/** Looks up which vectors are kept with a data set; a later call overtakes an earlier one. */
export async function listKept(fingerprint: string | null): Promise<void> {
  if (fingerprint !== useKeptVectors.getState().fingerprint)
    useKeptVectors.setState({ fingerprint, kept: [] });
  if (fingerprint === null) return;
  try {
    const kept = await withData((data) => data.listItemVectors(fingerprint));
    if (useKeptVectors.getState().fingerprint === fingerprint) useKeptVectors.setState({ kept });
  } catch (error) {
    notify({ kind: 'error', ...reportOf(error) });
  }
}

/** Keeps vectors with their data set, where models can use them. */
export async function keepVectors(fingerprint: string, vectors: ItemVectors): Promise<void> {
  try {
    await withData((data) => data.saveItemVectors(fingerprint, vectors));
    await listKept(fingerprint);
    notify({
      kind: 'success',
      what: `The vectors “${vectors.name}” are kept with the data set.`,
      hint: 'A model can use them, such as Content-kNN: choose them under Data, Item vectors.',
    });
  } catch (error) {
    notify({ kind: 'error', ...reportOf(error) });
  }
}

export async function removeVectors(fingerprint: string, name: string): Promise<void> {
  try {
    await withData((data) => data.removeItemVectors(fingerprint, name));
    await listKept(fingerprint);
  } catch (error) {
    notify({ kind: 'error', ...reportOf(error) });
  }
}
