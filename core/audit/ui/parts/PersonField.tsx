import { useId, useState } from 'react';
import { IconUserSearch, IconX } from '@tabler/icons-react';
import { ActionIcon, api, Button, DialogButton, Input, notifyProblem, Stack, Text, TextInput } from '@regiso/core/ui';
import { useFormats, useMutation, useTexts } from '@regiso/core/ui';
import type { PersonLine } from '../../../people/ui/model';
import { fullName, wordTexts } from '../../../people/ui/words';
import styles from '../Audit.module.css';
import { texts } from '../texts';
import type { Somebody } from '../who-looked';

type Props = {
  value: Somebody | undefined;
  error: string | undefined;
  onChange: (person?: Somebody) => void;
  /** Whose records they are, in words of the page. */
  label?: string;
  /** What the dialogue is called where nobody's records are looked for. */
  title?: string;
};

/** Whose records: a person found by name, as on the page of people. Nothing of it gets into the address. */
export function PersonField({ value, error, onChange, label, title }: Props) {
  const t = useTexts(texts);
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  return (
    <Input.Wrapper
      id={id}
      label={label ?? t('person')}
      labelElement="div"
      error={error}
      role="group"
      aria-labelledby={`${id}-label`}
    >
      <div className={styles.chosen}>
        <DialogButton
          variant="default"
          fullWidth
          justify="start"
          leftSection={<IconUserSearch size={20} aria-hidden />}
          label={value?.name ?? t('person.choose')}
          {...(value && { 'aria-label': `${value.name}. ${t('person.change')}` })}
          title={title ?? t('person.title')}
          isOpen={isOpen}
          setOpen={setOpen}
        >
          <Choosing
            choose={(person) => {
              onChange(person);
              setOpen(false);
            }}
          />
        </DialogButton>
        {value && (
          <ActionIcon variant="subtle" size="lg" aria-label={t('person.clear')} onClick={() => onChange()}>
            <IconX size={20} />
          </ActionIcon>
        )}
      </div>
    </Input.Wrapper>
  );
}

const most = 20;

function Choosing({ choose }: { choose: (person: Somebody) => void }) {
  const t = useTexts(texts);
  const [name, setName] = useState('');
  const [birthDate, setBirthDate] = useState('');
  const [error, setError] = useState('');
  const search = useMutation({
    mutationFn: () =>
      api.post<{ items: PersonLine[]; next: string | null }>('/people/persons/search', {
        ...(name.trim() && { name: name.trim() }),
        ...(birthDate && { birthDate }),
        limit: most,
      }),
    onError: notifyProblem,
  });
  return (
    <Stack gap="md">
      <Text size="sm" c="dimmed">
        {t('person.what')}
      </Text>
      <form
        role="search"
        aria-label={t('person.title')}
        className={styles.choosing}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          // It stands inside the form of the log by React, not by the page.
          event.stopPropagation();
          const isEmpty = !name.trim() && !birthDate;
          setError(isEmpty ? t('person.empty') : '');
          if (!isEmpty) search.mutate();
        }}
      >
        <TextInput
          type="search"
          label={t('person.name')}
          value={name}
          error={error}
          maxLength={200}
          autoComplete="off"
          data-autofocus
          onChange={({ currentTarget: { value } }) => setName(value)}
        />
        <TextInput
          type="date"
          label={t('person.birth')}
          value={birthDate}
          onChange={({ currentTarget: { value } }) => setBirthDate(value)}
        />
        <Button type="submit" loading={search.isPending}>
          {t('person.find')}
        </Button>
      </form>
      <div role="status">{search.data?.items.length === 0 && <Text c="dimmed">{t('person.none')}</Text>}</div>
      {search.data && search.data.items.length > 0 && (
        <ul className={styles.people} aria-label={t('person.found')}>
          {search.data.items.map((person) => (
            <li key={person.id}>
              <Line person={person} choose={choose} />
            </li>
          ))}
        </ul>
      )}
      {search.data?.next && <Text size="sm">{t('person.more')}</Text>}
    </Stack>
  );
}

function Line({ person, choose }: { person: PersonLine; choose: (person: Somebody) => void }) {
  const words = useTexts(wordTexts);
  const { day } = useFormats();
  const name = fullName(person);
  return (
    <button type="button" className={styles.one} onClick={() => choose({ id: person.id, name })}>
      <strong>{name}</strong>
      <span className={styles.under}>
        {person.birthDate && <span>{words('born', { day: day(person.birthDate) })}</span>}
        {person.organisations.map((place) => (
          <span key={place.name}>{`${words(`role.${place.role}`)}: ${place.name}`}</span>
        ))}
      </span>
    </button>
  );
}
