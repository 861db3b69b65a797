/** Notices in the corner: they leave by themselves, except errors and while pointed at. */
import { Button, Notification, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { Icon } from '../controls/Icon';
import { text } from '../messages';
import { dismissNotice, useNotices, type Notice } from '../store/notices';
import classes from './Notices.module.css';

const stayMs = 8000;

export function Notices() {
  const notices = useNotices((state) => state.notices);
  return (
    <div className={classes.corner} role="region" aria-label="Notices" aria-live="polite">
      {notices.map((notice) => (
        <NoticeCard key={notice.id} notice={notice} />
      ))}
    </div>
  );
}

const icons = { info: null, success: 'check', error: 'warning' } as const;

function NoticeCard({ notice }: { notice: Notice & { id: number } }) {
  const [held, setHeld] = useState(false);
  const { id, kind, what, hint, action } = notice;
  const stays = kind === 'error' || notice.stays === true;
  useEffect(() => {
    if (held || stays) return;
    const timer = setTimeout(() => dismissNotice(id), stayMs);
    return () => clearTimeout(timer);
  }, [held, id, stays]);
  const icon = icons[kind];
  return (
    <Notification
      title={what}
      color={kind === 'error' ? 'red' : 'petrol'}
      icon={icon && <Icon name={icon} />}
      withBorder
      closeButtonProps={{ 'aria-label': text.errors.dismiss }}
      onClose={() => dismissNotice(id)}
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      {hint && (
        <Text size="sm" c="dimmed" component="span" display="block">
          {hint}
        </Text>
      )}
      {action && (
        <Button
          size="compact-sm"
          variant="light"
          mt={4}
          onClick={() => {
            dismissNotice(id, true);
            action.run();
          }}
        >
          {action.label}
        </Button>
      )}
    </Notification>
  );
}
