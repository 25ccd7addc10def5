import { useState } from 'react';
import { Select, useApi, useTexts } from '@regiso/core/ui';
import { texts } from './texts';

export type FoundOrganisation = {
  id: string;
  kind: string;
  shortName: string;
  municipality: { id: string; name: string } | null;
  region: { isHome: boolean };
};

type Props = { error?: string | undefined; onChosen: (organisation: FoundOrganisation | undefined) => void };

/** Finds an organisation of the register by name, number or tax number. */
export function OrganisationSelect({ error, onChosen }: Props) {
  const t = useTexts(texts);
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<FoundOrganisation>();
  const wanted = chosen?.shortName === text ? '' : text.trim();
  const found = useApi<{ items: FoundOrganisation[] }>('/participants/organisations', { text: wanted, limit: 20 });
  const items = [...(chosen ? [chosen] : []), ...(found.data?.items ?? []).filter(({ id }) => id !== chosen?.id)];
  return (
    <Select
      id="field-organisationId"
      label={t('organisation')}
      placeholder={t('organisation.placeholder')}
      error={error}
      required
      searchable
      data={items.map(({ id, shortName, municipality }) => ({
        value: id,
        label: id === chosen?.id ? shortName : `${shortName}${municipality ? ` · ${municipality.name}` : ''}`,
      }))}
      value={chosen?.id ?? null}
      searchValue={text}
      onSearchChange={setText}
      filter={({ options }) => options}
      nothingFoundMessage={t(wanted ? 'organisation.none' : 'organisation.nothing')}
      onChange={(id) => {
        const one = items.find((item) => item.id === id);
        setChosen(one);
        onChosen(one);
      }}
    />
  );
}
