/** What a rule for seen items is: which items count as known to a user before a part, and so are no candidates in it. */
import type { Dataset } from '../../protocol/dataset';
import type { Definition, noParams } from '../../protocol/registry';
import type { LeftOut } from '../filter';
import type { History } from '../sample/history';
import type { Split } from '../split/makeSplit';

/** Items of users, or of questions, each once and ascending. */
export type SeenItems = Pick<History, 'itemsOf' | 'has'>;

export interface SeenInput {
  /** After the filters. */
  dataset: Dataset;
  /** What the filters left out. */
  leftOut: LeftOut;
  split: Split;
  part: 'validation' | 'test';
}

export interface SeenDefinition extends Definition<typeof noParams> {
  /** What each user had seen before the part, each item once. */
  before(input: SeenInput): SeenItems;
  /**
   * Of a step of a held-out session: whether all that its user had until then counts as seen, or only what the question
   * shows of the session.
   */
  wholePast: boolean;
}

export function defineSeen(definition: SeenDefinition): SeenDefinition {
  return definition;
}
