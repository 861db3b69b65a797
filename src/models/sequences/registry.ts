/** The models of sequences there are, in the order of the menu. A new one is a file beside this and a line here. */
import type { SequenceModelDefinition } from './sequenceModel';

export const sequenceModels: readonly SequenceModelDefinition[] = [];
