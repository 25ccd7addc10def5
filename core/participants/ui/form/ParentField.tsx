import { useState } from 'react';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData } from '@tanstack/react-query';
import { apiQuery, Select, useQuery, useTexts } from '@regiso/core/ui';
import type { FoundPage } from '../../search';
import type { Found } from '../choices';
import { wordTexts } from '../word-texts';
import styles from './Form.module.css';
import { formTexts } from './texts';

type Option = { value: string; label: string };
type Props = {
  own: string | undefined;
  parent: { id: string; name: string } | null;
  value: string;
  error: string | undefined;
  onChange: (id: string) => void;
};

/** The organisation above, found in the register while one types. */
export function ParentField({ own, parent, value, error, onChange }: Props) {
  const t = useTexts(formTexts);
  const words = useTexts(wordTexts);
  const [typed, setTyped] = useState(parent?.name ?? '');
  const [text] = useDebouncedValue(typed.trim(), 250);
  const [chosen, setChosen] = useState<Option | null>(parent && { value: parent.id, label: parent.name });
  const found = useQuery({
    ...apiQuery<FoundPage>('/participants/organisations', { text, limit: 20 }),
    enabled: text.length > 1,
    placeholderData: keepPreviousData,
  });
  const options = (found.data?.items ?? []).filter(({ id }) => id !== own).map(optionOf);
  const known = chosen && !options.some((option) => option.value === chosen.value) ? [chosen, ...options] : options;
  return (
    <Select
      className={styles.wide ?? ''}
      id="field-parentId"
      label={words('field.parent')}
      description={t('form.hint.parent')}
      placeholder={t('form.parent.none')}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('form.parent.clear') }}
      data={known}
      filter={({ options: all }) => all}
      limit={20}
      nothingFoundMessage={text.length > 1 && t('form.parent.nothing')}
      searchValue={typed}
      onSearchChange={setTyped}
      value={value || null}
      error={error}
      onChange={(id, option) => {
        setChosen(option && { value: option.value, label: option.label });
        onChange(id ?? '');
      }}
    />
  );
}

const optionOf = ({ id, shortName, municipality }: Found): Option => ({
  value: id,
  label: municipality ? `${shortName} · ${municipality.name}` : shortName,
});
