/** A collapsible part of the rail; its head tells what is inside while it is closed. */
import type { ReactNode } from 'react';
import { Icon } from '../../controls/Icon';
import classes from './Section.module.css';

interface SectionProps {
  title: string;
  /** What is chosen, in a word or two. */
  chosen: string;
  /** Settings inside that differ from their defaults. */
  changed: number;
  open?: boolean;
  /** Told below the head, whether it is closed or not. */
  warnings?: readonly string[];
  children: ReactNode;
}

export function Section({ title, chosen, changed, open, warnings = [], children }: SectionProps) {
  return (
    <div className={classes.section}>
      <details open={open}>
        <summary className={classes.head}>
          <span className={classes.chevron}>
            <Icon name="chevron" size="0.75rem" />
          </span>
          <h2 className={classes.title}>{title}</h2>
          <span className={classes.chosen}>{chosen}</span>
          {changed > 0 && (
            <span className={classes.changed} title={`${changed} changed`}>
              {changed}
            </span>
          )}
        </summary>
        <div className={classes.body}>{children}</div>
      </details>
      {warnings.map((warning) => (
        <p key={warning} className={classes.warning} role="note">
          <Icon name="warning" size="0.875rem" />
          {warning}
        </p>
      ))}
    </div>
  );
}
