import { useState } from 'react';
import { IconSearch } from '@tabler/icons-react';
import {
  api,
  Button,
  DataTable,
  EmptyState,
  Group,
  Link,
  NativeSelect,
  Page,
  Stack,
  Switch,
  Text,
  TextInput,
  useFormats,
  useMay,
  useNavigate,
  useQuery,
  useTexts,
  useUrlState,
  type Column,
} from '@regiso/core/ui';
import type { ApplicationView } from '../../shared/applications';
import { statuses } from '../../shared/codes';
import { StatusBadge } from '../Marks';
import { queueTexts } from '../queue/texts';
import { texts } from '../texts';
import { useWords } from '../words';

const nothing = { status: '', age: '', class: '', unverified: false, shown: 50 };
type Filter = typeof nothing;
const step = 50;
const most = 200;

const useRegister = (filter: Filter, text: string) => {
  const asked = {
    ...(text && { text }),
    ...(filter.status && { status: [filter.status] }),
    ...(filter.age && { age: Number(filter.age) }),
    ...(filter.class && { class: Number(filter.class) }),
    ...(filter.unverified && { unverified: true }),
    limit: Math.min(filter.shown, most),
  };
  return useQuery({
    queryKey: ['/kindergarten/applications/search', asked],
    queryFn: () => api.post<{ total: number; rows: ApplicationView[] }>('/kindergarten/applications/search', asked),
    placeholderData: (old) => old,
    refetchOnWindowFocus: false,
  });
};

/** The register of applications: names are searched in the body of the question, never in the address. */
export default function Queue() {
  const t = useTexts(queueTexts);
  const titles = useTexts(texts);
  const navigate = useNavigate();
  const [filter, change] = useUrlState(nothing);
  const [text, setText] = useState('');
  const mayKeep = useMay('kindergarten.keep-queue');
  const register = useRegister(filter, text);
  const { data } = register;
  const hasMore = data && data.total > data.rows.length && filter.shown < most;
  return (
    <Page
      title={titles('queue')}
      lead={t('lead')}
      actions={
        mayKeep && (
          <Button component={Link} {...{ to: '/kindergarten/desk' as '/' }}>
            {titles('desk')}
          </Button>
        )
      }
    >
      <Stack gap="md">
        <Filters filter={filter} change={change} search={setText} />
        {data && <Text c="dimmed">{t('total', { count: data.total })}</Text>}
        <DataTable
          caption={titles('queue')}
          columns={useColumns()}
          rows={data?.rows}
          rowKey={({ id }) => id}
          sortedByServer
          onOpen={({ id }) => void navigate({ to: `/kindergarten/queue/${id}` as '/' })}
          more={
            hasMore ? { load: () => change({ shown: filter.shown + step }), loading: register.isFetching } : undefined
          }
          error={register.error}
          retry={() => void register.refetch()}
          empty={<EmptyState title={t('none')} what={t('none.what')} />}
        />
      </Stack>
    </Page>
  );
}

type FilterProps = { filter: Filter; change: (some: Partial<Filter>) => void; search: (text: string) => void };

function Filters({ filter, change, search }: FilterProps) {
  const t = useTexts(queueTexts);
  const words = useWords();
  const [typed, setTyped] = useState('');
  const all = { value: '', label: t('all') };
  const select = (name: 'status' | 'age' | 'class', label: string, data: { value: string; label: string }[]) => (
    <NativeSelect
      label={label}
      value={filter[name]}
      onChange={({ currentTarget: { value } }) => change({ [name]: value, shown: step })}
      data={[all, ...data]}
    />
  );
  const states = statuses.filter((status) => status !== 'draft');
  return (
    <Stack gap="sm">
      <form
        role="search"
        aria-label={t('search')}
        onSubmit={(event) => {
          event.preventDefault();
          search(typed.trim());
        }}
      >
        <Group align="flex-end">
          <TextInput
            type="search"
            label={t('search')}
            value={typed}
            maxLength={100}
            autoComplete="off"
            onChange={({ currentTarget: { value } }) => setTyped(value)}
          />
          <Button type="submit" leftSection={<IconSearch size={20} aria-hidden />}>
            {t('find')}
          </Button>
        </Group>
      </form>
      <Group align="flex-end">
        {select(
          'status',
          t('filter.status'),
          states.map((value) => ({ value, label: words.status(value) })),
        )}
        {select(
          'age',
          t('filter.age'),
          [0, 1, 2, 3, 4, 5, 6, 7].map((age) => ({ value: String(age), label: words.years(age) })),
        )}
        {select(
          'class',
          t('filter.class'),
          [0, 1, 2, 3].map((rank) => ({ value: String(rank), label: words.class(rank) })),
        )}
        <Switch
          label={t('filter.unverified')}
          checked={filter.unverified}
          onChange={({ currentTarget: { checked } }) => change({ unverified: checked, shown: step })}
        />
      </Group>
    </Stack>
  );
}

function useColumns(): Column<ApplicationView>[] {
  const t = useTexts(queueTexts);
  const words = useWords();
  const { briefDay, briefInstant } = useFormats();
  const fixed = { sortable: false } as const;
  return [
    {
      ...fixed,
      key: 'child',
      title: t('child'),
      value: ({ child }) => child,
      isName: true,
      cell: ({ id, child, number, transferFrom }) => (
        <>
          <Link to={`/kindergarten/queue/${id}` as '/'} tabIndex={-1} onClick={(event) => event.stopPropagation()}>
            {child}
          </Link>
          <Text size="sm" c="dimmed">
            {transferFrom ? `${number} · ${t('transfer').toLowerCase()}: ${transferFrom}` : number}
          </Text>
        </>
      ),
    },
    { ...fixed, key: 'filed', title: t('filed'), value: ({ filedAt }) => filedAt && briefInstant(filedAt) },
    { ...fixed, key: 'age', title: t('age'), value: ({ age }) => words.years(age) },
    { ...fixed, key: 'class', title: t('class'), value: ({ class: rank }) => words.class(rank) },
    { ...fixed, key: 'desired', title: t('desired'), value: ({ desiredOn }) => briefDay(desiredOn) },
    { ...fixed, key: 'first', title: t('first'), value: ({ choices }) => choices[0]?.name },
    {
      ...fixed,
      key: 'status',
      title: t('status'),
      value: ({ status }) => status,
      cell: ({ status, decideBy, isProvisional }) => (
        <>
          <StatusBadge status={status} />
          {status === 'received' && decideBy && (
            <Text size="sm" c="dimmed">
              {`${t('decide-by')} ${briefDay(decideBy)}`}
              {isProvisional && ` (${t('provisional')})`}
            </Text>
          )}
        </>
      ),
    },
  ];
}
