import { IconPlus } from '@tabler/icons-react';
import {
  Alert,
  Button,
  DataTable,
  EmptyState,
  Group,
  Link,
  List,
  NativeSelect,
  Page,
  Stack,
  Text,
  TextInput,
} from '@regiso/core/ui';
import {
  useApi,
  useFormats,
  useKeyset,
  useMay,
  useNavigate,
  useTexts,
  useUrlState,
  type Column,
} from '@regiso/core/ui';
import { subsystemIds, useNames } from '../../../access/ui/names';
import { statuses, type ParticipantRow } from '../model';
import { StatusBadge } from '../StatusBadge';
import { texts } from '../texts';

type Ending = {
  participantId: string;
  name: string;
  number: string;
  endsOn: string;
  daysLeft: number;
  daysToClose: number;
};

export default function Participants() {
  const t = useTexts(texts);
  const may = useMay('agreements.manage');
  const navigate = useNavigate();
  const [filter, setFilter] = useUrlState({ text: '', status: '', subsystem: '' });
  const list = useKeyset<ParticipantRow>('/agreements/participants', filter);
  const isFiltered = Boolean(filter.text || filter.status || filter.subsystem);
  const connect = may && (
    <Button component={Link} to="/agreements/connect" leftSection={<IconPlus size={20} aria-hidden />}>
      {t('connect')}
    </Button>
  );
  return (
    <Page title={t('participants')} lead={t('participants.lead')} actions={connect}>
      <Stack gap="lg">
        <EndingSoon />
        <Filters filter={filter} onChange={setFilter} />
        <DataTable
          caption={t('participants')}
          columns={useColumns()}
          rows={list.rows}
          total={list.total}
          more={list.more}
          error={list.error}
          retry={list.retry}
          rowKey={({ id }) => id}
          onOpen={({ id }) => void navigate({ to: `/agreements/participants/${id}` })}
          sortedByServer
          empty={
            isFiltered ? (
              <EmptyState title={t('empty.found')} />
            ) : (
              <EmptyState title={t('empty')} what={t('empty.what')} />
            )
          }
        />
      </Stack>
    </Page>
  );
}

type FilterValues = { text: string; status: string; subsystem: string };
type FilterProps = { filter: FilterValues; onChange: (change: Partial<FilterValues>) => void };

function Filters({ filter, onChange }: FilterProps) {
  const t = useTexts(texts);
  const names = useNames();
  const any = { value: '', label: t('filter.any') };
  return (
    <Group align="end" role="search">
      <TextInput
        label={t('filter.text')}
        value={filter.text}
        maxLength={200}
        onChange={(event) => onChange({ text: event.currentTarget.value })}
      />
      <NativeSelect
        label={t('filter.status')}
        value={filter.status}
        data={[any, ...statuses.map((value) => ({ value, label: t(`status.${value}`) }))]}
        onChange={(event) => onChange({ status: event.currentTarget.value })}
      />
      <NativeSelect
        label={t('filter.subsystem')}
        value={filter.subsystem}
        data={[any, ...subsystemIds.map((value) => ({ value, label: names.subsystem(value) }))]}
        onChange={(event) => onChange({ subsystem: event.currentTarget.value })}
      />
    </Group>
  );
}

function useColumns(): Column<ParticipantRow>[] {
  const t = useTexts(texts);
  const names = useNames();
  const formats = useFormats();
  return [
    {
      key: 'name',
      title: t('column.name'),
      value: ({ name }) => name,
      isName: true,
      sortable: false,
      cell: ({ id, name, municipality }) => (
        <>
          <Link to={`/agreements/participants/${id}` as '/'}>{name}</Link>
          <Text size="sm" c="dimmed">
            {municipality?.name ?? t('no-place')}
          </Text>
        </>
      ),
    },
    {
      key: 'status',
      title: t('column.status'),
      value: ({ status }) => t(`status.${status}`),
      sortable: false,
      cell: ({ status }) => <StatusBadge status={status} />,
    },
    {
      key: 'subsystems',
      title: t('column.subsystems'),
      value: ({ subsystems }) => formats.list(subsystems.map(names.subsystem)),
      sortable: false,
    },
    { key: 'number', title: t('number.column'), value: ({ agreementNumber }) => agreementNumber, sortable: false },
    {
      key: 'until',
      title: t('column.until'),
      value: ({ endsOn, status }) => (endsOn ? formats.day(endsOn) : status === 'none' ? null : t('until.open')),
      sortable: false,
    },
  ];
}

function EndingSoon() {
  const t = useTexts(texts);
  const formats = useFormats();
  const { data = [] } = useApi<Ending[]>('/agreements/ending');
  if (!data.length) return null;
  const closes = ({ endsOn, daysToClose, daysLeft }: Ending) => {
    const day = new Date(`${endsOn}T00:00:00Z`);
    day.setUTCDate(day.getUTCDate() + daysToClose - daysLeft);
    return formats.day(day.toISOString().slice(0, 10));
  };
  return (
    <Alert color="yellow" title={t('ending', { count: data.length })}>
      <List>
        {data.slice(0, 5).map((one) => (
          <List.Item key={one.number}>
            <Link to={`/agreements/participants/${one.participantId}` as '/'}>
              {one.daysLeft >= 0
                ? t('ending.left', { name: one.name, count: one.daysLeft })
                : t('ending.read-only', { name: one.name, day: closes(one) })}
            </Link>
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}
