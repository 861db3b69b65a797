/**
 * zod, as every room takes it. It tries `new Function` when the first object schema is made, to compile validators where
 * it may; the content security policy refuses that, and the browser reports an error. So it is told not to before there
 * is any schema: a module that imports zod itself could make one earlier.
 */
import { z } from 'zod';

z.config({ jitless: true });

export { z };
