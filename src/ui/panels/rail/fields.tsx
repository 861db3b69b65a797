/** The two kinds of field in the rail: a plain setting of the spec, and a choice from a registry with its parameters. */
import { findEntry, type Entry, type ParamSchema, type RegistryName } from '../../../protocol/catalog';
import { ChoiceField } from '../../controls/ChoiceField';
import { ParamField } from '../../controls/ParamField';
import { specField } from '../../controls/specFields';
import { useExperiment } from '../../store/experiment';
import { useField, useForm } from './formContext';

/** A plain setting, drawn from the schema of the spec. */
export function SpecField({ path }: { path: string }) {
  return <Field path={path} schema={specField(path)} />;
}

function Field({ path, schema }: { path: string; schema: ParamSchema }) {
  return <ParamField {...useField(path)} schema={schema} name={path.split('.').at(-1)!} />;
}

interface ChoiceProps {
  path: string;
  registry: RegistryName;
  /** Shown instead of the title that the spec gives the choice. */
  label?: string;
  /** Only these entries are offered. */
  only?: string[];
  /** Heading under which an entry stands in the list. */
  groupOf?: (entry: Entry) => string;
}

/** A choice from a registry, and the parameters of the entry that is chosen. */
export function Choice({ path, registry, label, only, groupOf }: ChoiceProps) {
  const { catalog } = useForm();
  const field = useField(`${path}.id`);
  const id = field.value as string;
  const entries = catalog[registry].filter((entry) => !only || only.includes(entry.id) || entry.id === id);
  const entry = findEntry(catalog, registry, id);
  return (
    <>
      <ChoiceField
        id={field.id}
        label={label ?? specField(path).title ?? path}
        // The entry itself has no default to go back to: whatever is chosen is the choice.
        changed={false}
        pending={field.pending}
        onReset={field.onReset}
        entries={entries}
        value={id}
        onChange={(picked) => useExperiment.getState().choose(path, picked)}
        groupOf={groupOf}
      />
      {Object.entries(entry?.params ?? {}).map(([name, schema]) => (
        <Field key={`${id}.${name}`} path={`${path}.params.${name}`} schema={schema} />
      ))}
    </>
  );
}
