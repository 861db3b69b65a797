/** What vectors are trained with, drawn from what the worker tells. */
import { SimpleGrid } from '@mantine/core';
import type { Entry } from '../../../protocol/catalog';
import type { ParamValue } from '../../../protocol/spec';
import { ParamField } from '../../controls/ParamField';
import { setVectorParam, standardVectorParam, useText, vectorFieldId } from '../../store/text';

/** Of fastText alone. */
const ofNgrams = ['minNgram', 'maxNgram', 'buckets'];

export function VectorForm({ form, disabled }: { form: Entry; disabled: boolean }) {
  const { params } = useText();
  const valueOf = (name: string): unknown => params[name] ?? standardVectorParam(name);
  const names = Object.keys(form.params).filter(
    (name) => valueOf('method') === 'fasttext' || !ofNgrams.includes(name),
  );
  return (
    <fieldset disabled={disabled} style={{ border: 0, margin: 0, padding: 0, minWidth: 0 }}>
      <SimpleGrid type="container" cols={{ base: 1, '560px': 2 }} spacing="md" verticalSpacing={0}>
        {names.map((name) => {
          const schema = form.params[name]!;
          const value = valueOf(name);
          return (
            <ParamField
              key={name}
              id={vectorFieldId(name)}
              schema={schema}
              name={name}
              value={value}
              changed={value !== standardVectorParam(name)}
              pending={false}
              onChange={(edited) => setVectorParam(name, edited as ParamValue)}
              onReset={() => setVectorParam(name, undefined)}
            />
          );
        })}
      </SimpleGrid>
    </fieldset>
  );
}
