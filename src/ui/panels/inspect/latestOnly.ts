/** Questions to a busy worker: one at a time, and of those that wait only the latest. */

/**
 * Wraps `work` so that calls made while one is under way wait, each replacing the one before. Answers come in order
 * and none is lost but those never asked.
 */
export function latestOnly<Question, Answer>(
  work: (question: Question) => Promise<Answer>,
  onAnswer: (answer: Answer) => void,
  onError: (error: unknown) => void,
): (question: Question) => void {
  let busy = false;
  let waiting: { question: Question } | null = null;
  const ask = (question: Question): void => {
    if (busy) {
      waiting = { question };
      return;
    }
    busy = true;
    work(question)
      .then(onAnswer, onError)
      .finally(() => {
        busy = false;
        const next = waiting;
        waiting = null;
        if (next) ask(next.question);
      });
  };
  return ask;
}
