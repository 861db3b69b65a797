/** The splits, and the ways to carve a validation part from train. A new one is one file and one line here. */
import { coldItems, coldItemsOfTrain } from './coldItems';
import { kFold } from './kFold';
import { lastDays } from './lastDays';
import { lastSessions } from './lastSessions';
import { leaveLastOut } from './leaveLastOut';
import { predefined } from './predefined';
import { randomItems } from './randomItems';
import { randomRatio } from './randomRatio';
import type { SplitDefinition } from './split';
import { temporal } from './temporal';
import {
  carve,
  noValidation,
  predefinedValidation,
  watchTest,
  type ValidationDefinition,
} from './validation';

export const splits = [
  leaveLastOut,
  randomRatio,
  temporal,
  kFold,
  predefined,
  lastSessions,
  lastDays,
  coldItems,
  randomItems,
] as const satisfies readonly SplitDefinition[];

export const validations = [
  carve(leaveLastOut),
  carve(randomRatio),
  carve(temporal),
  carve(lastSessions),
  carve(lastDays),
  carve(coldItemsOfTrain),
  carve(randomItems),
  predefinedValidation,
  watchTest,
  noValidation,
] as const satisfies readonly ValidationDefinition[];
