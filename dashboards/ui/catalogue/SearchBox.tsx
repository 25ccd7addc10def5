import { TextInput, useSearchText, useTexts } from '@regiso/core/ui';
import { IconSearch } from '@tabler/icons-react';
import { catalogueTexts } from './catalogue-texts';

/** Searches while one types, a moment after the last key. */
export function SearchBox({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const t = useTexts(catalogueTexts);
  const [typed, setTyped] = useSearchText(value, onChange);
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
