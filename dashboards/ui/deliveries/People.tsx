import { useState } from 'react';
import { api, MultiSelect, useQuery, useTexts } from '@regiso/core/ui';
import { mostRecipients, type DeliveryPerson } from '../../shared/deliveries';
import { deliveryTexts } from './delivery-texts';

type Props = {
  dashboard: string;
  known: readonly DeliveryPerson[];
  chosen: readonly string[];
  onChange: (ids: string[]) => void;
  error: string | undefined;
};

/** Chooses among the accounts to which the board is open, found while a name is typed. */
export function People({ dashboard, known, chosen, onChange, error }: Props) {
  const t = useTexts(deliveryTexts);
  const [typed, setTyped] = useState('');
  const [seen, setSeen] = useState<readonly DeliveryPerson[]>(known);
  const words = typed.trim();
  const { data: found = [] } = useQuery({
    queryKey: ['/dashboards/deliveries/people', dashboard, words],
    queryFn: () => api.post<DeliveryPerson[]>('/dashboards/deliveries/people', { dashboard, q: words }),
    enabled: words.length >= 2,
  });
  const people = new Map([...seen, ...found].map((person) => [person.id, person]));
  const data = [...people.values()]
    .filter(({ id }) => chosen.includes(id) || found.some((person) => person.id === id))
    .map(({ id, name, post, hasMail }) => {
      const label = post ? `${name}, ${post}` : name;
      return { value: id, label: hasMail ? label : t('send.no-mail', { name: label }) };
    });
  return (
    <MultiSelect
      label={t('send.recipients')}
      description={t('send.recipients-what')}
      required
      searchable
      hidePickedOptions
      maxValues={mostRecipients}
      data={data}
      filter={({ options }) => options}
      searchValue={typed}
      onSearchChange={setTyped}
      nothingFoundMessage={words.length >= 2 ? t('send.nobody') : t('send.type')}
      value={[...chosen]}
      error={error}
      onChange={(ids) => {
        setSeen([...people.values()]);
        onChange(ids);
      }}
    />
  );
}
