/** Gap: a session ends where the user pauses for long. */
import { z } from '../../protocol/zod';
import { param } from '../../protocol/registry';
import { defineSessions } from './sessions';

export const gap = defineSessions({
  id: 'gap',
  label: 'Gap',
  help: 'A session ends where more than so many hours pass before the next interaction of the user.',
  citation: '',
  params: z.object({
    hours: param.number(
      24,
      { min: 0.01, max: 100_000 },
      { title: 'Pause', unit: 'hours', description: 'A longer one ends the session.', scale: 'log' },
    ),
  }),
  needsDates: true,
  cut: ({ timestamps, at, params }) => timestamps[at]! - timestamps[at - 1]! > params.hours * 3600,
});
