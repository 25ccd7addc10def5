import { IconScale } from '@tabler/icons-react';
import {
  Badge,
  Checkbox,
  DataTable,
  EmptyState,
  Group,
  NativeSelect,
  Page,
  Text,
  useApi,
  useFormats,
  useNavigate,
  useTexts,
  useUrlState,
  type Column,
} from '@regiso/core/ui';
import type { AppealLine } from '../../shared/appeals';
import { AppealBadge } from '../appeals/Badge';
import { appealTexts } from '../appeals/texts';
import { menuTexts } from '../menu-texts';
import { useExamName } from '../persons/words';

const states = ['received', 'review', 'satisfied', 'rejected', 'withdrawn'] as const;

/** Appeals before the commission: what is open first, by the day it is due. */
export default function Appeals() {
  const t = useTexts(appealTexts);
  const titles = useTexts(menuTexts);
  const navigate = useNavigate();
  const [{ state, overdue }, change] = useUrlState<{ state: string; overdue: boolean }>({ state: '', overdue: false });
  const appeals = useApi<AppealLine[]>('/exams/appeals', { state, ...(overdue && { overdue }) });
  const isFiltered = state !== '' || overdue;
  return (
    <Page title={titles('appeals')} lead={t('lead')}>
      <Group align="end" mb="md">
        <NativeSelect
          label={t('state')}
          value={state}
          onChange={({ currentTarget: { value } }) => change({ state: value })}
          data={[{ value: '', label: t('all') }, ...states.map((value) => ({ value, label: t(`state.${value}`) }))]}
        />
        <Checkbox
          label={t('overdue')}
          checked={overdue}
          mb="xs"
          onChange={({ currentTarget: { checked } }) => change({ overdue: checked })}
        />
      </Group>
      <DataTable
        caption={titles('appeals')}
        columns={useColumns()}
        rows={appeals.data}
        rowKey={({ id }) => id}
        onOpen={({ id }) => void navigate({ to: `/exams/appeals/${id}` as '/' })}
        error={appeals.error}
        retry={() => void appeals.refetch()}
        empty={
          <EmptyState
            icon={IconScale}
            title={t(isFiltered ? 'none.filter' : 'none')}
            what={t(isFiltered ? 'none.filter.what' : 'none.what')}
          />
        }
      />
    </Page>
  );
}

function useColumns(): Column<AppealLine>[] {
  const t = useTexts(appealTexts);
  const nameOf = useExamName();
  const { day } = useFormats();
  return [
    { key: 'name', title: t('participant'), value: ({ name }) => name, isName: true },
    {
      key: 'state',
      title: t('state'),
      value: ({ state }) => state,
      cell: ({ state }) => <AppealBadge state={state} />,
    },
    { key: 'due', title: t('due'), value: ({ decideBy }) => decideBy, cell: (appeal) => <Due appeal={appeal} /> },
    { key: 'exam', title: t('exam'), value: nameOf },
    { key: 'kind', title: t('kind'), value: ({ kind }) => t(`kind.${kind}`) },
    {
      key: 'received',
      title: t('received'),
      value: ({ receivedOn }) => receivedOn,
      cell: ({ receivedOn }) => day(receivedOn),
    },
  ];
}

function Due({ appeal: { decideBy, isOverdue } }: { appeal: AppealLine }) {
  const t = useTexts(appealTexts);
  const { day } = useFormats();
  return (
    <Group gap="xs" wrap="nowrap">
      <Text component="span">{day(decideBy)}</Text>
      {isOverdue && (
        <Badge color="red" variant="light" miw="max-content">
          {t('is-overdue')}
        </Badge>
      )}
    </Group>
  );
}
