/** The ways to cut sessions. A new one is one file and one line here. */
import { gap } from './gap';
import { interval } from './interval';
import type { SessionsDefinition } from './sessions';
import { whole } from './whole';
import { windows } from './windows';

export const sessionRules = [whole, interval, gap, windows] as const satisfies readonly SessionsDefinition[];
