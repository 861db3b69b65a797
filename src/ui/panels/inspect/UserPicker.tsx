/** Choosing whom to look at: by id, one by one, or somewhere else in the list. */
import { Button, Group, NativeSelect, TextInput } from '@mantine/core';
import { nextUser, type Step } from './nextUser';
import type { FoundUser } from './useInspection';

interface UserPickerProps {
  /** Those whose id starts with `prefix`. */
  users: readonly FoundUser[];
  user: FoundUser | null;
  onUser: (user: FoundUser) => void;
  prefix: string;
  onPrefix: (prefix: string) => void;
}

export function UserPicker({ users, user, onUser, prefix, onPrefix }: UserPickerProps) {
  const index = users.findIndex((candidate) => candidate.user === user?.user);
  const go = (step: Step) => {
    const next = users[nextUser(Math.max(index, 0), users.length, step)];
    if (next) onUser(next);
  };
  const alone = users.length < 2;
  // Somebody chosen before stays chosen while a search does not find them.
  const options = user && index < 0 ? [user, ...users] : users;
  return (
    <Group gap="xs" align="flex-end">
      <TextInput
        label="Id starts with"
        placeholder="all"
        w={112}
        maxLength={64}
        value={prefix}
        onChange={(event) => onPrefix(event.currentTarget.value)}
      />
      <NativeSelect
        label="User"
        w={210}
        disabled={options.length === 0}
        value={user === null ? '' : String(user.user)}
        onChange={(event) => {
          const id = Number(event.currentTarget.value);
          const found = users.find((candidate) => candidate.user === id);
          if (found) onUser(found);
        }}
        data={options.map(({ user: id, userId, interactions }) => ({
          value: String(id),
          label: `${userId} (${interactions} interactions)`,
        }))}
      />
      <Button.Group>
        <Button variant="default" disabled={alone} onClick={() => go('previous')}>
          Previous
        </Button>
        <Button variant="default" disabled={alone} onClick={() => go('next')}>
          Next
        </Button>
      </Button.Group>
      <Button variant="default" disabled={alone} onClick={() => go('leap')}>
        Somebody else
      </Button>
    </Group>
  );
}
