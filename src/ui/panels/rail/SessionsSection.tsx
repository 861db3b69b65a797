/** How what a user did becomes the sequences that a model learns from; nothing for models that see no order. */
import { ErrorMessage } from '../../controls/ErrorMessage';
import { text } from '../../messages';
import { useDatasets } from '../../store/datasets';
import { Choice, SpecField } from './fields';
import { useChangedCount, useForm } from './formContext';
import { Section } from './Section';
import { useTask } from './useTask';

export function SessionsSection() {
  const { spec, catalog } = useForm();
  const changed = useChangedCount(['sessions.params', 'sessions.maxLength']);
  // Such an error names the setting that mends it.
  const fault = useDatasets(({ planError }) => (planError?.hint.includes('(sessions.') ? planError : null));
  if (useTask() !== 'sequence') return null;
  const label = catalog.sessions.find(({ id }) => id === spec.sessions.id)?.label ?? spec.sessions.id;
  return (
    <Section title={text.sections.sessions} chosen={label} changed={changed} open>
      <Choice path="sessions" registry="sessions" />
      {fault && <ErrorMessage error={fault} />}
      <SpecField path="sessions.maxLength" />
    </Section>
  );
}
