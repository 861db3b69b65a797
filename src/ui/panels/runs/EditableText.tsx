/** Text that turns into a field: Enter or leaving it saves, Escape leaves it as it was. */
import { TextInput } from '@mantine/core';
import { useState } from 'react';

interface EditableTextProps {
  value: string;
  label: string;
  maxLength: number;
  onSave: (value: string) => void;
  /** `byKey`: the focus has nowhere else to go yet. */
  onClose: (byKey: boolean) => void;
}

export function EditableText({ value, label, maxLength, onSave, onClose }: EditableTextProps) {
  const [text, setText] = useState(value);
  const save = (byKey: boolean) => {
    if (text.trim() !== value) onSave(text.trim());
    onClose(byKey);
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
      onBlur={() => save(false)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') {
          // The button that takes the focus would be pressed by the same key.
          event.preventDefault();
          save(true);
        }
        if (event.key === 'Escape') {
          event.stopPropagation();
          onClose(true);
        }
      }}
    />
  );
}
