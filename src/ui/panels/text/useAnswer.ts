/** The latest answer of a worker to a question that changes while a person types. */
import { useEffect, useMemo, useState } from 'react';
import { toAppError } from '../../../protocol/errors';
import { latestOnly } from '../inspect/latestOnly';

export interface Answer<A> {
  /** To the latest question answered; stays until the next one is. */
  answer: A | null;
  problem: string;
}

/**
 * Asks again whenever the question changes; of questions that wait only the latest is asked.
 * @param ask must stay the same function
 * @param question null to ask nothing
 */
export function useAnswer<Q, A>(ask: (question: Q) => Promise<A>, question: Q | null): Answer<A> {
  const [state, setState] = useState<Answer<A>>({ answer: null, problem: '' });
  const put = useMemo(
    () =>
      latestOnly(
        ask,
        (answer) => setState({ answer, problem: '' }),
        (error) => setState({ answer: null, problem: `${toAppError(error).what} ${toAppError(error).hint}` }),
      ),
    [ask],
  );
  useEffect(() => {
    if (question !== null) put(question);
  }, [put, question]);
  return state;
}
