/** The rules for what a user has seen. A new one is one file and one line here. */
import { everything } from './everything';
import { keptParts } from './keptParts';
import type { SeenDefinition } from './seenRule';
import { trainOnly } from './trainOnly';

export const seenRules = [everything, keptParts, trainOnly] as const satisfies readonly SeenDefinition[];
