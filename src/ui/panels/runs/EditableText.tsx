/** Text that turns into a field: Enter or leaving it saves, Escape leaves it as it was. */
import { TextInput } from '@mantine/core';
import { useState } from 'react';

interface EditableTextProps {
  value: string;
  label: string;
  maxLength: number;
  onSave: (value: string) => void;
  onClose: () => void;
}

export function EditableText({ value, label, maxLength, onSave, onClose }: EditableTextProps) {
  const [text, setText] = useState(value);
  const save = () => {
    if (text.trim() !== value) onSave(text.trim());
    onClose();
  };
  return (
    <TextInput
      size="xs"
      aria-label={label}
      maxLength={maxLength}
      value={text}
      // The field appears because somebody asked for it; focus belongs there.
      autoFocus
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={save}
      onKeyDown={(event) => {
        if (event.key === 'Enter') save();
        if (event.key === 'Escape') {
          event.stopPropagation();
          onClose();
        }
      }}
    />
  );
}
