/** One line of a form: what the setting is called, its unit, help, a way back to the default, and the control. */
import { ActionIcon, Tooltip, VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import { text } from '../messages';
import classes from './FieldRow.module.css';
import { Icon } from './Icon';

export interface FieldRowProps {
  /** Id of the control that the label belongs to. */
  id: string;
  label: string;
  unit?: string | undefined;
  help?: string | undefined;
  /** Differs from its default. */
  changed: boolean;
  /** Differs from the run in progress, which will not see it. */
  pending: boolean;
  fault?: string | null;
  /** `narrow` leaves more room to the label; `wide` puts the control below it. */
  width?: 'narrow' | 'wide';
  onReset: () => void;
  children: ReactNode;
}

export function FieldRow(props: FieldRowProps) {
  const { id, label, unit, help, changed, pending, fault, width, onReset, children } = props;
  return (
    <div className={`${classes.row} ${width ? classes[width] : ''} ${changed ? classes.changed : ''}`}>
      <div className={classes.label}>
        <label htmlFor={id} id={`${id}-label`} className={classes.words}>
          {label}
          {unit && <span className={classes.unit}> ({unit})</span>}
          {pending && <VisuallyHidden>, {text.form.pending}</VisuallyHidden>}
        </label>
        {help && (
          <Tooltip label={help}>
            <ActionIcon
              className={classes.help}
              variant="subtle"
              color="gray"
              size="sm"
              c="dimmed"
              aria-label={text.form.about(label, help)}
            >
              <Icon name="help" size="0.875rem" />
            </ActionIcon>
          </Tooltip>
        )}
        {changed && (
          <Tooltip label={text.form.reset}>
            <ActionIcon
              variant="subtle"
              color="gray"
              size="sm"
              c="dimmed"
              aria-label={text.form.resetOf(label)}
              onClick={onReset}
            >
              <Icon name="reset" size="0.875rem" />
            </ActionIcon>
          </Tooltip>
        )}
        {pending && (
          <Tooltip label={text.form.pending}>
            <span className={classes.pending} />
          </Tooltip>
        )}
      </div>
      {children}
      {fault && (
        <div className={classes.fault} id={`${id}-fault`} role="alert">
          {fault}
        </div>
      )}
    </div>
  );
}
