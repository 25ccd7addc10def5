import { useState } from 'react';
import { IconNotebook } from '@tabler/icons-react';
import {
  Badge,
  DataTable,
  EmptyState,
  Group,
  KeptNotice,
  Link,
  Page,
  Stack,
  TextInput,
  useKeptApi,
  useNavigate,
  useTexts,
  type Column,
} from '@regiso/core/ui';
import type { JournalBrief } from '../../shared/journal';
import { gridTexts } from '../journal/grid-texts';
import { useSubject } from '../journal/words';
import { texts } from '../texts';

const addressOf = ({ id }: JournalBrief) => `/school/journals/${id}` as '/';

/** Journals one teaches, leads or oversees. */
export default function Journals() {
  const t = useTexts(gridTexts);
  const titles = useTexts(texts);
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const subject = useSubject();
  const { data, error, isPending, refetch } = useKeptApi<JournalBrief[]>('/school/journals');
  const columns = useColumns();
  const wanted = text.trim().toLowerCase();
  const rows = data?.filter((one) =>
    [one.class, subject(one), one.teacher ?? ''].some((word) => word.toLowerCase().includes(wanted)),
  );
  return (
    <Page
      title={titles('journals')}
      lead={data?.length ? t('list.lead') : undefined}
      loading={isPending}
      error={data ? undefined : error}
      retry={() => void refetch()}
    >
      {data?.length === 0 && <EmptyState icon={IconNotebook} title={t('list.none')} what={t('list.none.what')} />}
      {Boolean(data?.length) && (
        <Stack gap="md">
          <KeptNotice what={t('list.kept')} />
          <TextInput
            type="search"
            label={t('list.find')}
            maw={420}
            value={text}
            onChange={({ currentTarget: { value } }) => setText(value)}
          />
          <DataTable
            caption={titles('journals')}
            columns={columns}
            rows={rows}
            rowKey={({ id }) => id}
            onOpen={(row) => void navigate({ to: addressOf(row) })}
            empty={<EmptyState title={t('list.not-found')} />}
          />
        </Stack>
      )}
    </Page>
  );
}

function useColumns(): Column<JournalBrief>[] {
  const t = useTexts(gridTexts);
  const subject = useSubject();
  return [
    {
      key: 'class',
      title: t('list.class'),
      value: (one) => one.class,
      isName: true,
      cell: (one) => (
        <Link to={addressOf(one)} tabIndex={-1} onClick={(event) => event.stopPropagation()}>
          {one.class}
        </Link>
      ),
    },
    {
      key: 'subject',
      title: t('list.subject'),
      value: subject,
      cell: (one) => [subject(one), one.subgroup && t('subgroup', { number: one.subgroup })].filter(Boolean).join(', '),
    },
    {
      key: 'teacher',
      title: t('list.teacher'),
      value: ({ teacher }) => teacher ?? '',
      cell: ({ teacher, isOwn }) => (
        <Group gap="xs">
          {teacher ?? t('list.vacancy')}
          {isOwn && (
            <Badge variant="light" miw="max-content">
              {t('list.own')}
            </Badge>
          )}
        </Group>
      ),
    },
  ];
}
