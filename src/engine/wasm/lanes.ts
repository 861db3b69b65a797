/** The last vector of a row, of which not all lanes exist. */
import type { FunctionCode, Local } from './functionCode';

/** Stores those of the four lanes that exist; the address lies in a local. */
export function storeLanes(code: FunctionCode, to: Local, offset: number, value: Local, lanes: number): void {
  if (lanes >= 4) {
    code.get(to).get(value).memory('v128.store', offset);
    return;
  }
  for (let lane = 0; lane < lanes; lane++)
    code
      .get(to)
      .get(value)
      .lane('v128.store32_lane', offset + lane * 4, lane);
}
