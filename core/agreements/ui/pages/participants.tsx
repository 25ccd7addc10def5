import { IconPlus, IconSearch } from '@tabler/icons-react';
import {
  Button,
  DataTable,
  EmptyState,
  Group,
  Link,
  NativeSelect,
  Page,
  Stack,
  Text,
  TextInput,
} from '@regiso/core/ui';
import { useFormats, useKeyset, useMay, useNavigate, useTexts, useUrlState, type Column } from '@regiso/core/ui';
import { subsystemIds, useNames } from '../../../access/ui/names';
import EndingSoon from '../EndingSoon';
import { statuses, type ParticipantRow } from '../model';
import { StatusBadge } from '../StatusBadge';
import { texts } from '../texts';

export default function Participants() {
  const t = useTexts(texts);
  const may = useMay('agreements.manage');
  const navigate = useNavigate();
  const [filter, setFilter] = useUrlState({ text: '', status: '', subsystem: '', withoutFile: '' });
  const list = useKeyset<ParticipantRow>('/agreements/participants', filter);
  const isFiltered = Object.values(filter).some(Boolean);
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
              <EmptyState title={t('empty')} what={t('empty.what')}>
                {connect}
              </EmptyState>
            )
          }
        />
      </Stack>
    </Page>
  );
}

type FilterValues = { text: string; status: string; subsystem: string; withoutFile: string };
type FilterProps = { filter: FilterValues; onChange: (change: Partial<FilterValues>) => void };

function Filters({ filter, onChange }: FilterProps) {
  const t = useTexts(texts);
  const names = useNames();
  const any = { value: '', label: t('filter.any') };
  return (
    <Group align="end" role="search">
      <TextInput
        type="search"
        style={{ flex: '1 1 16rem' }}
        leftSection={<IconSearch size={20} aria-hidden />}
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
      <NativeSelect
        label={t('filter.file')}
        value={filter.withoutFile}
        data={[
          { value: '', label: t('filter.file-any') },
          { value: 'true', label: t('file.missing') },
          { value: 'false', label: t('file.all-kept') },
        ]}
        onChange={(event) => onChange({ withoutFile: event.currentTarget.value })}
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
      value: ({ subsystems }) => names.subsystems(subsystems),
      sortable: false,
    },
    {
      key: 'number',
      title: t('number.column'),
      value: ({ agreementNumber }) => agreementNumber,
      sortable: false,
      cell: ({ agreementNumber, withoutFile }) => (
        <>
          {agreementNumber}
          {withoutFile > 0 && (
            <Text size="sm" c="dimmed">
              {t('file.missing')}
            </Text>
          )}
        </>
      ),
    },
    {
      key: 'until',
      title: t('column.until'),
      value: ({ endsOn, status }) => (endsOn ? formats.day(endsOn) : status === 'none' ? null : t('until.open')),
      sortable: false,
    },
  ];
}
