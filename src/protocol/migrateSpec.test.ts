import { expect, it } from 'vitest';
import { migrateSpec } from './migrateSpec';
import { defaultSpec, experimentSpec } from './spec';

it('a spec of version 1 becomes one of the newest, measured as it was', () => {
  const { seen: _seen, ...evaluation } = defaultSpec().evaluation;
  const old = { ...defaultSpec(), v: 1, evaluation };
  expect(experimentSpec.safeParse(old).success).toBe(false);
  const migrated = migrateSpec(old);
  expect(experimentSpec.parse(migrated)).toEqual(migrated);
  expect(migrated).toEqual({
    ...defaultSpec(),
    evaluation: { ...evaluation, seen: { id: 'kept', params: {} } },
  });
});

it('a spec of the newest version, of none, of one to come, and what is no spec stay as they are', () => {
  for (const spec of [defaultSpec(), { seed: 3 }, { v: 99 }, { v: '1' }, null, 'text', [1]])
    expect(migrateSpec(spec)).toBe(spec);
});
