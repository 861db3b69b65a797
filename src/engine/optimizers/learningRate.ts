/** The one parameter all optimizers share. */
import { param } from '../../protocol/registry';

export const learningRate = (initial: number) =>
  param.number(
    initial,
    { min: 1e-7, max: 100 },
    { title: 'Learning rate', scale: 'log', description: 'Applies live while a run goes on.' },
  );
