import { IconSearch, IconX } from '@tabler/icons-react';
import { ActionIcon, TextInput, useSearchText, useTexts } from '@regiso/core/ui';
import { listTexts } from './texts';

type Props = { value: string; onChange: (text: string) => void };

/** Searches while one types, a moment after the last key. */
export function SearchBox({ value, onChange }: Props) {
  const t = useTexts(listTexts);
  const [typed, setTyped] = useSearchText(value, onChange);
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
