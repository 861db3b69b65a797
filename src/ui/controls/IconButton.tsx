/** A button with an icon for a face: always named, its name also shown as a tooltip with its key. */
import { ActionIcon, Tooltip, type ActionIconProps } from '@mantine/core';
import { useSettings } from '../store/settings';
import { Icon, type IconName } from './Icon';

interface IconButtonProps extends Pick<
  ActionIconProps,
  'variant' | 'size' | 'disabled' | 'className' | 'color'
> {
  icon: IconName;
  label: string;
  /** The key that does the same. */
  shortcut?: string;
  onClick: () => void;
}

export function IconButton({ icon, label, shortcut: key, onClick, ...rest }: IconButtonProps) {
  const shortcut = useSettings(({ shortcuts }) => (shortcuts ? key : undefined));
  return (
    <Tooltip label={shortcut ? `${label} (${shortcut})` : label}>
      <ActionIcon
        variant="subtle"
        size="lg"
        color="gray"
        {...rest}
        c="var(--mantine-color-text)"
        aria-label={label}
        aria-keyshortcuts={shortcut}
        onClick={onClick}
      >
        <Icon name={icon} />
      </ActionIcon>
    </Tooltip>
  );
}
