/** The users of a run, and one of them as the model sees them, asked from the train worker. */
import { useEffect, useMemo, useState } from 'react';
import { toAppError } from '../../../protocol/errors';
import type { TrainService, UserInspection } from '../../../protocol/trainService';
import { useThrottled } from '../../charts/useThrottled';
import { latestOnly } from './latestOnly';

export type InspectService = Pick<TrainService, 'findUsers' | 'inspectUser'>;
export type FoundUser = Awaited<ReturnType<TrainService['findUsers']>>[number];

export interface FoundUsers {
  prefix: string;
  users: FoundUser[];
}

const mostUsers = 500;

/** Users whose id starts with `prefix`; the last answer stays until the next one is there. */
export function useUsers(service: InspectService, prefix: string, moment: string): FoundUsers | null {
  const [found, setFound] = useState<FoundUsers | null>(null);
  const ask = useMemo(
    () =>
      latestOnly(
        async (text: string) => ({ prefix: text, users: await service.findUsers(text, mostUsers) }),
        setFound,
        // The worker has no data yet; asked again at the next epoch.
        () => setFound(null),
      ),
    [service],
  );
  const waiting = found === null;
  useEffect(() => ask(prefix), [ask, prefix, waiting, moment]);
  return found;
}

export interface Inspection {
  /** Of the user asked for, or still of the one before. */
  shown: UserInspection | null;
  problem: string;
}

/** Asks again whenever the moment of the run changes, at most once a second. */
export function useInspection(
  service: InspectService,
  user: number | null,
  k: number,
  moment: string,
): Inspection {
  const [inspection, setInspection] = useState<Inspection>({ shown: null, problem: '' });
  const slowMoment = useThrottled(moment, 1000);
  const ask = useMemo(
    () =>
      latestOnly(
        (question: { user: number; k: number }) => service.inspectUser(question.user, question.k),
        (shown) => setInspection({ shown, problem: '' }),
        (error) => setInspection(({ shown }) => ({ shown, problem: toAppError(error).what })),
      ),
    [service],
  );
  useEffect(() => {
    if (user !== null) ask({ user, k });
  }, [ask, user, k, slowMoment]);
  return inspection;
}
