import { useState } from 'react';
import {
  api,
  Button,
  Group,
  DialogButton,
  notifyDone,
  notifyProblem,
  Radio,
  Stack,
  Text,
  TextInput,
} from '@regiso/core/ui';
import { useFormats, useMutation, useTexts } from '@regiso/core/ui';
import { mergeTexts } from './merge-texts';
import type { Card, PersonLine } from './model';
import { fullName, wordTexts } from './words';

/** Says that the person has a second card: it is looked for here, and the pair goes to who merges cards. */
export function ReportTwin({ card }: { card: Card }) {
  const t = useTexts(mergeTexts);
  const [isOpen, setOpen] = useState(false);
  return (
    <DialogButton variant="default" label={t('twin')} title={t('twin.title')} wide isOpen={isOpen} setOpen={setOpen}>
      <Choosing card={card} close={() => setOpen(false)} />
    </DialogButton>
  );
}

function Choosing({ card, close }: { card: Card; close: () => void }) {
  const t = useTexts(mergeTexts);
  const [name, setName] = useState(`${card.surname} ${card.name}`);
  const [chosen, setChosen] = useState('');
  const search = useMutation({
    mutationFn: () => api.post<{ items: PersonLine[] }>('/people/persons/search', { name, limit: 20 }),
    onError: notifyProblem,
    onSuccess: () => setChosen(''),
  });
  const send = useMutation({
    mutationFn: () => api.post('/people/duplicates', { firstId: card.id, secondId: chosen }),
    onError: notifyProblem,
    onSuccess: () => {
      notifyDone({ text: t('twin.done') });
      close();
    },
  });
  const found = search.data?.items.filter(({ id }) => id !== card.id);
  return (
    <Stack gap="md">
      <Text>{t('twin.what')}</Text>
      <form
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          search.mutate();
        }}
      >
        <Group align="end">
          <TextInput
            flex={1}
            label={t('twin.name')}
            value={name}
            maxLength={200}
            autoComplete="off"
            data-autofocus
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button type="submit" variant="default" loading={search.isPending}>
            {t('twin.find')}
          </Button>
        </Group>
      </form>
      <div role="status">{found?.length === 0 && <Text c="dimmed">{t('twin.none')}</Text>}</div>
      {found && found.length > 0 && (
        <Radio.Group label={t('twin.choose')} value={chosen} onChange={setChosen}>
          <Stack gap="sm" mt="xs">
            {found.map((person) => (
              <Found key={person.id} person={person} />
            ))}
          </Stack>
        </Radio.Group>
      )}
      <Group>
        <Button disabled={!chosen} loading={send.isPending} onClick={() => send.mutate()}>
          {t('twin.send')}
        </Button>
        {!chosen && <Text c="dimmed">{t('twin.first')}</Text>}
      </Group>
    </Stack>
  );
}

function Found({ person }: { person: PersonLine }) {
  const words = useTexts(wordTexts);
  const { day } = useFormats();
  const facts = [
    person.birthDate && words('born', { day: day(person.birthDate) }),
    person.snils && `${words('field.snils')} ${person.snils}`,
    ...person.organisations.map(({ name }) => name),
  ].filter(Boolean);
  return <Radio value={person.id} label={fullName(person)} description={facts.join(' · ')} />;
}
