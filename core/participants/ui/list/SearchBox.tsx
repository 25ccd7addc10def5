import { useEffect, useState } from 'react';
import { IconSearch, IconX } from '@tabler/icons-react';
import { ActionIcon, TextInput, useTexts } from '@regiso/core/ui';
import { listTexts } from './texts';

const pauseMs = 250;

type Props = { value: string; onChange: (text: string) => void };

/** Searches while one types, a moment after the last key. */
export function SearchBox({ value, onChange }: Props) {
  const t = useTexts(listTexts);
  const [typed, setTyped] = useState(value);
  const [sent, setSent] = useState(value);
  const [known, setKnown] = useState(value);
  // The address changed by another hand (back, «clear all»): the box follows it.
  if (value !== known) {
    setKnown(value);
    if (value !== sent) setTyped(value);
  }
  useEffect(() => {
    const text = typed.trim();
    if (text === sent) return;
    const timer = setTimeout(() => {
      setSent(text);
      onChange(text);
    }, pauseMs);
    return () => clearTimeout(timer);
  });
  return (
    <TextInput
      type="search"
      label={t('list.search')}
      placeholder={t('list.search.what')}
      value={typed}
      maxLength={200}
      leftSection={<IconSearch size={20} aria-hidden />}
      rightSection={
        typed && (
          <ActionIcon variant="subtle" aria-label={t('list.search.clear')} onClick={() => setTyped('')}>
            <IconX size={18} />
          </ActionIcon>
        )
      }
      onChange={(event) => setTyped(event.currentTarget.value)}
    />
  );
}
