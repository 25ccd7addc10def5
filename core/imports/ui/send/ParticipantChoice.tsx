import { useState } from 'react';
import { Select, useApi, useTexts } from '@regiso/core/ui';
import { sendTexts } from '../texts/send';

type Named = { id: string; name: string };
type Props = { kind: string; chosen: Named | null; onChoose: (participant: Named | null) => void };

/** Whose file it is, for those who import for several: found by a part of the name. */
export function ParticipantChoice({ kind, chosen, onChoose }: Props) {
  const t = useTexts(sendTexts);
  const [text, setText] = useState('');
  const found = useApi<Named[]>(`/imports/kinds/${kind}/participants`, { text: text === chosen?.name ? '' : text });
  // Who is chosen stands among the offered ones, so that the name is seen.
  const items = [...(chosen ? [chosen] : []), ...(found.data ?? []).filter(({ id }) => id !== chosen?.id)];
  return (
    <Select
      label={t('send.participant')}
      description={t('send.participant-what')}
      required
      searchable
      maw="32rem"
      data={items.map(({ id, name }) => ({ value: id, label: name }))}
      value={chosen?.id ?? null}
      onChange={(id) => onChoose(items.find((one) => one.id === id) ?? null)}
      onSearchChange={setText}
      filter={({ options }) => options}
      nothingFoundMessage={t('send.participant-none')}
    />
  );
}
