/** The models of sequences there are, in the order of the menu. A new one is a file beside this and a line here. */
import { gru4rec } from './gru4rec';
import { markov } from './markov';
import { pop } from './pop';
import type { SequenceModelDefinition } from './sequenceModel';
import { sessionKnn } from './sessionKnn';
import { sPop } from './sPop';

export const sequenceModels: readonly SequenceModelDefinition[] = [gru4rec, markov, sessionKnn, sPop, pop];
