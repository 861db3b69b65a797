/** Notices in the corner: the latest few. They leave by themselves, except errors and while pointed at. */
import { Button, Notification, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { Icon } from '../controls/Icon';
import { text } from '../messages';
import { dismissAllNotices, dismissNotice, useNotices, type ShownNotice } from '../store/notices';
import classes from './Notices.module.css';

const stayMs = 8000;
/** More would cover the page; the others show as these go. */
const mostShown = 3;

export function Notices() {
  const notices = useNotices((state) => state.notices);
  const waiting = notices.length - mostShown;
  return (
    <div className={classes.corner} role="region" aria-label="Notices" aria-live="polite">
      {waiting > 0 && (
        <Button size="compact-sm" variant="default" className={classes.more} onClick={dismissAllNotices}>
          {text.notices.more(waiting)}
        </Button>
      )}
      {notices.slice(-mostShown).map((notice) => (
        <NoticeCard key={notice.id} notice={notice} />
      ))}
    </div>
  );
}

const icons = { info: null, success: 'check', error: 'warning' } as const;

function NoticeCard({ notice }: { notice: ShownNotice }) {
  const [held, setHeld] = useState(false);
  const { id, kind, what, hint, count, action } = notice;
  const stays = kind === 'error' || notice.stays === true;
  useEffect(() => {
    if (held || stays) return;
    const timer = setTimeout(() => dismissNotice(id), stayMs);
    return () => clearTimeout(timer);
  }, [held, id, stays]);
  const icon = icons[kind];
  return (
    <Notification
      title={count > 1 ? text.notices.counted(what, count) : what}
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
