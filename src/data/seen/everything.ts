/** All that a user had before the part, whether or not anything was learned from it. */
import { noParams } from '../../protocol/registry';
import { eachItemOnce } from '../sample/eachItemOnce';
import { makeHistory, type History } from '../sample/history';
import { defineSeen, type SeenInput } from './seenRule';

export const everything = defineSeen({
  id: 'all',
  label: 'All they had before',
  help: 'Whatever a user had before the part is no candidate in it: training and validation, also interactions that were dropped as unseen in train, and ratings that the filters left out. As a real list would be made.',
  citation: '',
  params: noParams,
  before: seenBefore,
  wholePast: true,
});

/**
 * What lies in neither the part nor what was set aside before it (ratings that were filtered out, interactions in no
 * part of a predefined split) was had before where it comes before the first interaction of the part, or before the last
 * one that the user has in train: in a split by time what came later is not known yet, in a random one time says nothing.
 */
function seenBefore({ dataset, leftOut, split, part }: SeenInput): History {
  const { users, items, numUsers, numItems, time } = dataset;
  const { before, heldOut } = split.parted[part];
  const later = part === 'validation' ? split.parted.test.heldOut : [];
  const limits = new Int32Array(numUsers).fill(users.length);
  // From the last to the first, so that the first stays.
  for (let at = heldOut.length - 1; at >= 0; at--) limits[users[heldOut[at]!]!] = heldOut[at]!;
  for (const place of before) limits[users[place]!] = Math.max(limits[users[place]!]!, place);
  if (time === 'none') limits.fill(users.length);

  const isAsked = new Uint8Array(users.length);
  for (const place of heldOut) isAsked[place] = 1;
  for (const place of later) isAsked[place] = 1;
  const seen = {
    numUsers,
    numItems,
    users: new Int32Array(users.length + leftOut.users.length),
    items: new Int32Array(users.length + leftOut.users.length),
  };
  let count = 0;
  const add = (user: number, item: number): void => {
    seen.users[count] = user;
    seen.items[count++] = item;
  };
  for (let place = 0; place < users.length; place++)
    if (isAsked[place] === 0 && place <= limits[users[place]!]!) add(users[place]!, items[place]!);
  leftOut.places.forEach((place, at) => {
    const user = leftOut.users[at]!;
    if (place <= limits[user]!) add(user, leftOut.items[at]!);
  });
  return eachItemOnce(
    makeHistory(
      seen,
      Int32Array.from({ length: count }, (_, at) => at),
    ),
  );
}
