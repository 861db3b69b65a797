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
}

export function UserPicker({ users, user, onUser, prefix, onPrefix }: UserPickerProps) {
  return (
    <SearchPicker
      found={users}
      chosen={user}
      onChoose={onUser}
      idOf={(one) => one.user}
      labelOf={({ userId, interactions }) => `${userId} (${interactions} interactions)`}
      label="User"
      width={210}
      search={{ label: 'Id starts with', width: 112, maxLength: 64, value: prefix, onChange: onPrefix }}
      leap="Somebody else"
    />
  );
}
