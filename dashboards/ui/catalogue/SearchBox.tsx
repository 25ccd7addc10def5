import { useEffect, useState } from 'react';
import { TextInput, useTexts } from '@regiso/core/ui';
import { IconSearch } from '@tabler/icons-react';
import { catalogueTexts } from './catalogue-texts';

const pauseMs = 200;

/** Searches while one types, a moment after the last key. */
export function SearchBox({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const t = useTexts(catalogueTexts);
  const [typed, setTyped] = useState(value);
  const [known, setKnown] = useState(value);
  // The address changed by another hand (back, «show all»): the box follows it.
  if (value !== known) {
    setKnown(value);
    if (value !== typed.trim()) setTyped(value);
  }
  useEffect(() => {
    const text = typed.trim();
    if (text === value) return undefined;
    const timer = setTimeout(() => onChange(text), pauseMs);
    return () => clearTimeout(timer);
  });
  return (
    <TextInput
      type="search"
      label={t('catalogue.search')}
      placeholder={t('catalogue.search.what')}
      value={typed}
      maxLength={200}
      leftSection={<IconSearch size={20} aria-hidden />}
      onChange={({ currentTarget }) => setTyped(currentTarget.value)}
    />
  );
}
