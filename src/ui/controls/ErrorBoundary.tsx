/** Catches what a panel throws while drawing: the rest of the page goes on, and the panel says what happened. */
import { Button } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { toAppError, type AppError } from '../../protocol/errors';
import { text } from '../messages';
import { ErrorMessage } from './ErrorMessage';

export class ErrorBoundary extends Component<{ children: ReactNode }, { error: AppError | null }> {
  override state: { error: AppError | null } = { error: null };

  static getDerivedStateFromError(thrown: unknown): { error: AppError } {
    return { error: toAppError(thrown) };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <ErrorMessage error={error}>
        <Button size="xs" variant="default" onClick={() => this.setState({ error: null })}>
          {text.errors.tryAgain}
        </Button>
        <Button size="xs" variant="default" onClick={() => location.reload()}>
          {text.errors.reload}
        </Button>
      </ErrorMessage>
    );
  }
}
