import { describe, expect, it } from 'vitest';
import { latestOnly } from './latestOnly';

/** Work that ends when told. */
function controlled() {
  const asked: number[] = [];
  const ends: (() => void)[] = [];
  const answers: number[] = [];
  const errors: unknown[] = [];
  const ask = latestOnly(
    (question: number) => {
      asked.push(question);
      return new Promise<number>((resolve, reject) =>
        ends.push(() => (question < 0 ? reject(new Error('no')) : resolve(question * 10))),
      );
    },
    (answer) => answers.push(answer),
    (error) => errors.push(error),
  );
  const end = async () => {
    ends.shift()!();
    // `then`, then `finally`.
    for (let i = 0; i < 4; i++) await Promise.resolve();
  };
  return { ask, asked, answers, errors, end };
}

describe('latestOnly', () => {
  it('asks one question at a time and skips all that waited but the latest', async () => {
    const { ask, asked, answers, end } = controlled();
    ask(1);
    ask(2);
    ask(3);
    expect(asked).toEqual([1]);
    await end();
    expect(asked).toEqual([1, 3]);
    await end();
    expect(answers).toEqual([10, 30]);
  });

  it('goes on after an error', async () => {
    const { ask, answers, errors, end } = controlled();
    ask(-1);
    ask(2);
    await end();
    await end();
    expect(errors).toHaveLength(1);
    expect(answers).toEqual([20]);
  });
});
