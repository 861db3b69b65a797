/** The models that tell genres, in the order of the menu. A new one is a file beside this and a line here. */
import { bagOfWords } from './bagOfWords';
import { genreFrequency } from './genreFrequency';
import type { GenreModelDefinition } from './genreModel';
import { textCnn } from './textCnn';

export const genreModels: readonly GenreModelDefinition[] = [textCnn, bagOfWords, genreFrequency];
