import { useState } from 'react';
import { api, Select, useApi, useQuery, useTexts } from '@regiso/core/ui';
import type { User } from './model';
import { texts } from './texts';

export type Named = { id: string; name: string };
type Field = {
  value: string | null;
  onChange: (value: string | null, option?: { label: string } | null) => void;
  id?: string;
  name?: string;
  error?: string | undefined;
  required?: boolean;
  clearable?: boolean;
};

const shown = ({ name, login }: Pick<User, 'name' | 'login'>) => `${name} (${login})`;

// One that is chosen already stands among the offered ones, so that its name is seen.
const withChosen = (chosen: Named | undefined, items: readonly Named[]) =>
  [...(chosen ? [chosen] : []), ...items.filter(({ id }) => id !== chosen?.id)].map(({ id, name }) => ({
    value: id,
    label: name,
  }));

type UserProps = Field & { label: string; participant?: Named | undefined; chosen?: Named | undefined };

/** A person found by name or login; the words of the search stay out of addresses. */
export function UserSelect({ participant, chosen, ...field }: UserProps) {
  const t = useTexts(texts);
  const [text, setText] = useState('');
  const found = useQuery({
    queryKey: ['users', 'select', participant?.id, text],
    queryFn: () =>
      api.post<{ items: User[] }>('/access/users/search', {
        ...(text && { text }),
        ...(participant && { participantId: participant.id }),
        limit: 20,
      }),
  });
  const items = (found.data?.items ?? []).map((user) => ({ id: user.id, name: shown(user) }));
  const known = chosen && !items.some(({ id }) => id === chosen.id) ? chosen : undefined;
  return (
    <Select
      placeholder={t('who.placeholder')}
      searchable
      data={withChosen(known, items)}
      onSearchChange={(value) => setText(value.replace(/ \([^)]*\)$/, ''))}
      filter={({ options }) => options}
      {...field}
    />
  );
}

/** A participant found by name. */
export function ParticipantSelect({ chosen, ...field }: Field & { chosen?: Named | undefined }) {
  const t = useTexts(texts);
  const [text, setText] = useState('');
  const found = useApi<{ items: Named[] }>('/agreements/participants', { text, limit: 20 });
  return (
    <Select
      label={t('participant')}
      searchable
      data={withChosen(chosen, found.data?.items ?? [])}
      onSearchChange={setText}
      filter={({ options }) => options}
      {...field}
    />
  );
}
