import { useEffect, useState } from 'react';
import { useMediaQuery } from '@mantine/hooks';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import {
  api,
  Badge,
  Button,
  DataTable,
  EmptyState,
  Link,
  Page,
  TextInput,
  useFormats,
  useMay,
  useNavigate,
  useTexts,
} from '@regiso/core/ui';
import { errorsByField, useForm, useMutation, type Column, ProblemError } from '@regiso/core/ui';
import { menuTexts } from '../menu-texts';
import { cardAddress, personsAddress, type PersonLine } from '../model';
import styles from '../People.module.css';
import { personTexts } from '../person-texts';
import { fullName, wordTexts } from '../words';

type Values = { name: string; birthDate: string; snils: string; document: string };
type Found = { items: PersonLine[]; next: string | null };
const empty: Values = { name: '', birthDate: '', snils: '', document: '' };

// Names and numbers stay out of the address; going back finds the last search here as long as the page lives.
let last: { values: Values; found: Found | undefined } = { values: empty, found: undefined };

export default function Persons() {
  const t = useTexts(personTexts);
  const menu = useTexts(menuTexts);
  const mayEdit = useMay('people.edit');
  return (
    <Page title={menu('persons')} lead={t('lead')} actions={mayEdit && <Add />}>
      <Search />
    </Page>
  );
}

function Add() {
  const t = useTexts(personTexts);
  return (
    <Button
      leftSection={<IconPlus size={20} aria-hidden />}
      renderRoot={(root) => <Link {...root} to={`${personsAddress}/new` as '/'} />}
    >
      {t('add')}
    </Button>
  );
}

const given = (values: Values) => Object.fromEntries(Object.entries(values).filter(([, value]) => value.trim()));

function Search() {
  const t = useTexts(personTexts);
  const words = useTexts(wordTexts);
  const navigate = useNavigate();
  const form = useForm(last.values);
  const [found, setFound] = useState(last.found);
  const isNarrow = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
  const columns = useColumns(isNarrow);
  const ask = (after?: string) =>
    api.post<Found>('/people/persons/search', { ...given(form.values), ...(after && { after }) });
  const search = useMutation({
    mutationFn: () => ask(),
    onSuccess: setFound,
    onError: (error) => error instanceof ProblemError && form.setErrors(errorsByField(error)),
  });
  const more = useMutation({
    mutationFn: () => ask(found?.next ?? undefined),
    onSuccess: (next) => setFound((old) => ({ items: [...(old?.items ?? []), ...next.items], next: next.next })),
  });
  useEffect(() => {
    last = { values: form.values, found };
  }, [form.values, found]);
  const send = () => {
    if (Object.keys(given(form.values)).length) search.mutate();
    else form.setErrors({ name: t('search.empty') });
  };
  return (
    <div className={styles.page}>
      <form
        role="search"
        aria-label={t('search.label')}
        className={styles.search}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <TextInput
          type="search"
          label={t('search.name')}
          placeholder={t('search.name.what')}
          maxLength={200}
          autoComplete="off"
          {...form.field('name')}
        />
        <TextInput type="date" label={words('field.birthDate')} autoComplete="off" {...form.field('birthDate')} />
        <TextInput
          label={words('field.snils')}
          inputMode="numeric"
          maxLength={20}
          autoComplete="off"
          {...form.field('snils')}
        />
        <TextInput label={t('search.document')} maxLength={60} autoComplete="off" {...form.field('document')} />
        <Button type="submit" loading={search.isPending} leftSection={<IconSearch size={20} aria-hidden />}>
          {t('search.find')}
        </Button>
      </form>
      {!found && !search.error ? (
        <EmptyState icon={IconSearch} title={t('search.begin')} what={t('search.begin.what')} />
      ) : (
        <DataTable<PersonLine>
          caption={menuTitle(t)}
          columns={columns}
          rows={found?.items}
          rowKey={({ id }) => id}
          sortedByServer
          onOpen={({ id }) => void navigate({ to: cardAddress(id) as '/' })}
          more={found?.next ? { load: () => more.mutate(), loading: more.isPending } : undefined}
          error={found ? more.error : search.error}
          retry={send}
          empty={<EmptyState title={t('search.none')} what={t('search.none.what')} />}
        />
      )}
    </div>
  );
}

const menuTitle = (t: (key: 'search.label') => string) => t('search.label');

/** Columns of the list; on a phone one of them, with the rest under the name. */
function useColumns(isNarrow: boolean): Column<PersonLine>[] {
  const t = useTexts(personTexts);
  const words = useTexts(wordTexts);
  const formats = useFormats();
  const name: Column<PersonLine> = {
    key: 'person',
    title: t('column.person'),
    value: fullName,
    sortable: false,
    isName: true,
    cell: (row) => (
      <>
        <span className={styles.marks}>
          <Link to={cardAddress(row.id) as '/'} tabIndex={-1} onClick={(event) => event.stopPropagation()}>
            {fullName(row)}
          </Link>
          {row.isDemo && (
            <Badge color="yellow" variant="outline">
              {words('demo')}
            </Badge>
          )}
        </span>
        {isNarrow && <Under row={row} />}
      </>
    ),
  };
  if (isNarrow) return [name];
  return [
    name,
    {
      key: 'birth',
      title: t('column.birth'),
      value: ({ birthDate }) => birthDate,
      sortable: false,
      cell: ({ birthDate }) => birthDate && formats.day(birthDate),
    },
    { key: 'snils', title: t('column.snils'), value: ({ snils }) => snils, sortable: false },
    {
      key: 'places',
      title: t('column.places'),
      value: ({ organisations }) =>
        organisations.map(({ name, role }) => `${words(`role.${role}`)}: ${name}`).join('; '),
      sortable: false,
    },
  ];
}

function Under({ row: { birthDate, snils, organisations } }: { row: PersonLine }) {
  const words = useTexts(wordTexts);
  const formats = useFormats();
  return (
    <span className={styles.under}>
      {birthDate && <span>{words('born', { day: formats.day(birthDate) })}</span>}
      {snils && <span>{`${words('field.snils')} ${snils}`}</span>}
      {organisations.map(({ name, role }) => (
        <span key={name}>{`${words(`role.${role}`)}: ${name}`}</span>
      ))}
    </span>
  );
}
