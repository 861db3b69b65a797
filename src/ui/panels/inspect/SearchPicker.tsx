/** Choosing one of many: by a search, one by one, or somewhere else in the list. */
import { Button, Group, NativeSelect, TextInput, type StyleProp } from '@mantine/core';
import { nextPlace, type Step } from './nextPlace';

interface SearchPickerProps<T> {
  /** What the search finds. */
  found: readonly T[];
  chosen: T | null;
  onChoose: (one: T) => void;
  /** Unique among all that can be found. */
  idOf: (one: T) => number;
  labelOf: (one: T) => string;
  /** What is chosen: "User". */
  label: string;
  width: StyleProp<string | number>;
  search: {
    label: string;
    width: number;
    maxLength: number;
    value: string;
    onChange: (value: string) => void;
  };
  /** On the button that leaps: "Somebody else". */
  leap: string;
}

export function SearchPicker<T>({
  found,
  chosen,
  onChoose,
  idOf,
  labelOf,
  label,
  width,
  search,
  leap,
}: SearchPickerProps<T>) {
  const place = found.findIndex((one) => chosen !== null && idOf(one) === idOf(chosen));
  const go = (step: Step) => {
    const next = found[nextPlace(Math.max(place, 0), found.length, step)];
    if (next !== undefined) onChoose(next);
  };
  const alone = found.length < 2;
  // What was chosen before stays chosen while a search does not find it.
  const options = chosen !== null && place < 0 ? [chosen, ...found] : found;
  return (
    <Group gap="xs" align="flex-end">
      <TextInput
        label={search.label}
        placeholder="all"
        w={search.width}
        maxLength={search.maxLength}
        value={search.value}
        onChange={(event) => search.onChange(event.currentTarget.value)}
      />
      <NativeSelect
        label={label}
        w={width}
        disabled={options.length === 0}
        value={chosen === null ? '' : String(idOf(chosen))}
        onChange={(event) => {
          const id = Number(event.currentTarget.value);
          const picked = found.find((one) => idOf(one) === id);
          if (picked !== undefined) onChoose(picked);
        }}
        data={options.map((one) => ({ value: String(idOf(one)), label: labelOf(one) }))}
      />
      <Button.Group>
        <Button variant="default" disabled={alone} onClick={() => go('previous')}>
          Previous
        </Button>
        <Button variant="default" disabled={alone} onClick={() => go('next')}>
          Next
        </Button>
      </Button.Group>
      <Button variant="default" disabled={alone} onClick={() => go('leap')}>
        {leap}
      </Button>
    </Group>
  );
}
