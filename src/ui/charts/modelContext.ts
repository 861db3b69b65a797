/** The chart that the parts of a plot belong to. */
import { createContext, useContext } from 'react';
import type { ChartModel } from './chartModel';

export const ModelContext = createContext<ChartModel | null>(null);

export function useModel(): ChartModel {
  const model = useContext(ModelContext);
  if (!model) throw new Error('The parts of a plot are used inside LinePlot.');
  return model;
}
