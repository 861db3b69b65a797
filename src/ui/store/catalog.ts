/** The catalogue of models, losses and the rest, and what training will run on; asked of a train worker at load. */
import { createStore } from './createStore';
import type { Catalog } from '../../protocol/catalog';
import type { ErrorReport } from '../../protocol/errors';
import type { BackendInfo } from '../../protocol/events';

interface CatalogState {
  catalog: Catalog | null;
  backend: BackendInfo | null;
  /** Why there is no catalogue or no backend. */
  error: ErrorReport | null;
}

export const useCatalog = createStore<CatalogState>(() => ({ catalog: null, backend: null, error: null }));

/** The catalogue where it is known to be there: everything behind the form. */
export function currentCatalog(): Catalog {
  const { catalog } = useCatalog.getState();
  if (!catalog) throw new Error('The catalogue has not arrived yet.');
  return catalog;
}
