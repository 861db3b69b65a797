/** Finds an item of the map by its name. */
import { Select } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { ItemColumns } from '../../../protocol/dataset';
import { itemName } from './itemWords';
import { fold, searchNames, type NamedItem } from './searchNames';

interface MapSearchProps {
  columns: ItemColumns;
  /** Those that can be found. */
  items: Int32Array;
  selected: number | null;
  onSelect: (item: number | null) => void;
}

const mostFound = 30;

export function MapSearch({ columns, items, selected, onSelect }: MapSearchProps) {
  const [query, setQuery] = useState('');
  const named = useMemo(
    () =>
      Array.from(items, (item): NamedItem => {
        const name = itemName(columns, item);
        return { item, name, folded: fold(name) };
      }).sort((a, b) => (a.folded < b.folded ? -1 : 1)),
    [columns, items],
  );
  const chosen = selected === null ? null : itemName(columns, selected);
  const found = useMemo(
    // What is chosen stands in the field itself; then everything is offered.
    () => searchNames(named, query === chosen ? '' : query, mostFound),
    [named, query, chosen],
  );
  const options = found.map(({ item, name }) => ({ value: String(item), label: name }));
  if (selected !== null && !found.some(({ item }) => item === selected))
    options.unshift({ value: String(selected), label: chosen! });
  return (
    <Select
      label="Find a film"
      placeholder="Title"
      w={{ base: '100%', xs: 240 }}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': 'Let go of the chosen film' }}
      nothingFoundMessage="No film of this name is on the map."
      data={options}
      filter={({ options: all }) => all}
      searchValue={query}
      onSearchChange={setQuery}
      value={selected === null ? null : String(selected)}
      onChange={(value) => onSelect(value === null ? null : Number(value))}
    />
  );
}
