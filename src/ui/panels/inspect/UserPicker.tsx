/** Choosing whom to look at: by id, one by one, or somewhere else in the list. */
import { SearchPicker } from './SearchPicker';
import type { FoundUser } from './useInspection';

interface UserPickerProps {
  /** Those whose id starts with `prefix`. */
  users: readonly FoundUser[];
  user: FoundUser | null;
  onUser: (user: FoundUser) => void;
  prefix: string;
  onPrefix: (prefix: string) => void;
  /** Whether they are asked what comes next, be they users or sessions. */
  ofSequences: boolean;
}

export function UserPicker({ users, user, onUser, prefix, onPrefix, ofSequences }: UserPickerProps) {
  return (
    <SearchPicker
      found={users}
      chosen={user}
      onChoose={onUser}
      idOf={(one) => one.user}
      labelOf={({ userId, interactions }) =>
        ofSequences ? `${userId} (${interactions} before)` : `${userId} (${interactions} interactions)`
      }
      label={ofSequences ? 'User or session' : 'User'}
      width={210}
      search={{ label: 'Id starts with', width: 112, maxLength: 64, value: prefix, onChange: onPrefix }}
      leap={ofSequences ? 'Another one' : 'Somebody else'}
    />
  );
}
