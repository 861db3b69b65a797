/** What of the plots a model of texts sees; nothing for other models. */
import { text } from '../../messages';
import { SpecField } from './fields';
import { useChangedCount, useForm } from './formContext';
import { Section } from './Section';
import { useTask } from './useTask';

export function TextSection() {
  const { spec } = useForm();
  const changed = useChangedCount(['text']);
  if (useTask() !== 'genres') return null;
  return (
    <Section title={text.sections.text} chosen={text.form.longest(spec.text.maxTokens)} changed={changed}>
      <SpecField path="text.minMovies" />
      <SpecField path="text.maskGenreWords" />
      <SpecField path="text.removeStopWords" />
      <SpecField path="text.minCount" />
      <SpecField path="text.maxTokens" />
    </Section>
  );
}
