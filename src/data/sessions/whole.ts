/** Whole: all that a user did is one session; in a log of clicks, where users are sessions already, what is wanted. */
import { noParams } from '../../protocol/registry';
import { defineSessions } from './sessions';

export const whole = defineSessions({
  id: 'whole',
  label: 'Whole',
  help: 'All interactions of a user are one session. In click files each session stands as a user, so this keeps them as they are.',
  citation: '',
  params: noParams,
  needsDates: false,
  cut: () => false,
});
