/** The models of sequences there are, in the order of the menu. A new one is a file beside this and a line here. */
import { bilstm } from './bilstm';
import { gru4rec } from './gru4rec';
import { lstm } from './lstm';
import { markov } from './markov';
import { pop } from './pop';
import type { SequenceModelDefinition } from './sequenceModel';
import { sessionBprMf } from './sessionBprMf';
import { sessionKnn } from './sessionKnn';
import { sPop } from './sPop';

export const sequenceModels: readonly SequenceModelDefinition[] = [
  lstm,
  gru4rec,
  bilstm,
  markov,
  sessionKnn,
  sessionBprMf,
  sPop,
  pop,
];
