import { useState } from 'react';
import { IconUsersGroup } from '@tabler/icons-react';
import {
  DataTable,
  EmptyState,
  Link,
  Page,
  Stack,
  TextInput,
  useApi,
  useNavigate,
  useTexts,
  type Column,
} from '@regiso/core/ui';
import type { ClassBrief } from '../../shared/classes';
import { classTexts } from '../classes/texts';
import { texts } from '../texts';

const addressOf = ({ id }: ClassBrief) => `/school/classes/${id}` as '/';

/** Classes of the year with their teachers and how many pupils they have. */
export default function Classes() {
  const t = useTexts(classTexts);
  const titles = useTexts(texts);
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const { data, error, isPending, refetch } = useApi<ClassBrief[]>('/school/classes');
  const columns = useColumns(new Set(data?.map(({ organisationId }) => organisationId)).size > 1);
  const wanted = text.trim().toLowerCase();
  const rows = data?.filter(({ name, teacher, organisation }) =>
    [name, teacher ?? '', organisation].some((word) => word.toLowerCase().includes(wanted)),
  );
  return (
    <Page
      title={titles('classes')}
      lead={data?.length ? t('lead') : undefined}
      loading={isPending}
      error={data ? undefined : error}
      retry={() => void refetch()}
    >
      {data?.length === 0 && <EmptyState icon={IconUsersGroup} title={t('none')} what={t('none.what')} />}
      {Boolean(data?.length) && (
        <Stack gap="md">
          <TextInput
            type="search"
            label={t('find')}
            maw={420}
            value={text}
            onChange={({ currentTarget: { value } }) => setText(value)}
          />
          <DataTable
            caption={titles('classes')}
            columns={columns}
            rows={rows}
            rowKey={({ id }) => id}
            onOpen={(row) => void navigate({ to: addressOf(row) })}
            empty={<EmptyState title={t('not-found')} />}
          />
        </Stack>
      )}
    </Page>
  );
}

function useColumns(hasSchools: boolean): Column<ClassBrief>[] {
  const t = useTexts(classTexts);
  return [
    {
      key: 'class',
      title: t('class'),
      value: ({ name, grade }) => `${String(grade).padStart(2, '0')}${name}`,
      isName: true,
      cell: (row) => (
        <Link to={addressOf(row)} tabIndex={-1} onClick={(event) => event.stopPropagation()}>
          {row.name}
        </Link>
      ),
    },
    ...(hasSchools
      ? [{ key: 'school', title: t('school'), value: ({ organisation }: ClassBrief) => organisation }]
      : []),
    {
      key: 'teacher',
      title: t('teacher'),
      value: ({ teacher }) => teacher ?? '',
      cell: ({ teacher }) => teacher ?? t('no-teacher'),
    },
    { key: 'pupils', title: t('pupils'), value: ({ pupils }) => pupils, numeric: true },
  ];
}
