/** The left rail: the whole experiment as a form, generated from the catalogue. */
import { Button, Skeleton, Stack } from '@mantine/core';
import { useMemo } from 'react';
import { ErrorMessage } from '../controls/ErrorMessage';
import { text } from '../messages';
import { useCatalog } from '../store/catalog';
import { useExperiment } from '../store/experiment';
import { usePendingCount } from '../store/pending';
import { DataSection } from './rail/DataSection';
import { FormContext, formState } from './rail/formContext';
import { SessionsSection } from './rail/SessionsSection';
import { SplitSection } from './rail/SplitSection';
import { TextSection } from './rail/TextSection';
import { EvaluationSection, LossSection, ModelSection, TrainingSection } from './rail/TrainingSections';
import classes from './ExperimentRail.module.css';

/** The same elements always: a section draws itself again when the form changes, not when a run starts. */
const sections = (
  <>
    <DataSection />
    <TextSection />
    <SessionsSection />
    <SplitSection />
    <ModelSection />
    <LossSection />
    <TrainingSection />
    <EvaluationSection />
  </>
);

export function ExperimentRail() {
  const { catalog, error } = useCatalog();
  const { spec, before, resetAll, undo } = useExperiment();
  const pending = usePendingCount();
  const form = useMemo(() => catalog && formState(catalog, spec), [catalog, spec]);
  if (!form)
    return error ? (
      <ErrorMessage error={error} />
    ) : (
      <Stack p="md" gap="md" role="status" aria-label={text.form.loading}>
        {[0, 1, 2, 3, 4, 5].map((row) => (
          <Skeleton key={row} height={row === 0 ? 96 : 24} />
        ))}
      </Stack>
    );
  return (
    <FormContext value={form}>
      <div className={classes.notice} role="status">
        <span className={pending > 0 ? classes.pending : undefined}>
          {pending > 0 && text.form.changed(pending)}
        </span>
        {before && (
          <Button size="compact-xs" variant="subtle" onClick={undo}>
            {text.form.undo}
          </Button>
        )}
        <Button size="compact-xs" variant="subtle" onClick={resetAll}>
          {text.form.resetAll}
        </Button>
      </div>
      {sections}
    </FormContext>
  );
}
