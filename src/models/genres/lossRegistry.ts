/** The losses of models that tell genres. A new one is a file beside this, a line here, and its id in those models. */
import { genreBce } from './genreBce';
import { genreCosine } from './genreCosine';
import { genreFocal } from './genreFocal';
import type { GenreLossDefinition } from './genreLoss';

export const genreLosses: readonly GenreLossDefinition[] = [genreBce, genreCosine, genreFocal];
