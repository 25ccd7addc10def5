import { useState } from 'react';
import { Select, useApi, useTexts } from '@regiso/core/ui';
import { personTexts } from './person-texts';

type Place = { id: string; name: string; municipality: string | null };
type Props = { value: string; error?: string | undefined; required?: boolean; onChange: (id: string) => void };

/** An organisation at which one may write people. */
export function PlaceSelect({ value, error, required = false, onChange }: Props) {
  const t = useTexts(personTexts);
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<Place>();
  const found = useApi<Place[]>('/people/places', { text: chosen?.name === text ? '' : text.trim() });
  const items = [...(chosen ? [chosen] : []), ...(found.data ?? []).filter(({ id }) => id !== chosen?.id)];
  return (
    <Select
      id="field-organisationId"
      label={t('place')}
      placeholder={t('place.what')}
      required={required}
      searchable
      clearable={!required}
      clearButtonProps={{ 'aria-label': t('place.clear') }}
      error={error}
      data={items.map(({ id, name, municipality }) => ({
        value: id,
        label: id === chosen?.id || !municipality ? name : `${name} · ${municipality}`,
      }))}
      value={value || null}
      searchValue={text}
      onSearchChange={setText}
      filter={({ options }) => options}
      nothingFoundMessage={t('place.none')}
      onChange={(id) => {
        setChosen(items.find((item) => item.id === id));
        onChange(id ?? '');
      }}
    />
  );
}
