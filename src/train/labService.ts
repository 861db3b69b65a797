/** The Lab worker's service: draws the points of sweeps, and tests variants against each other. */
import { draw, purpose, streamKey, unit } from '../data/random';
import { compareToBest } from '../evaluate/significance/compareToBest';
import type { LabService } from '../protocol/labService';
import type { PairedTests, UnitValues } from '../protocol/significance';
import { sweepPoints, type Sweep, type SweepPoint } from '../protocol/sweep';

export class LabWorker implements LabService {
  planSweep(sweep: Sweep): Promise<SweepPoint[]> {
    const key = streamKey(sweep.seed, purpose.sweep, 0);
    return Promise.resolve(sweepPoints(sweep, (step, parameter) => unit(draw(key, step, parameter).a)));
  }

  compareToBest(variants: UnitValues[], higherIsBetter: boolean, seed: number): Promise<PairedTests> {
    return Promise.resolve(compareToBest(variants, higherIsBetter, seed));
  }
}
