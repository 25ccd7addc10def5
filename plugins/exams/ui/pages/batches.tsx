import {
  Button,
  DataTable,
  EmptyState,
  Link,
  Page,
  useApi,
  useFormats,
  useNavigate,
  useTexts,
  type Column,
} from '@regiso/core/ui';
import type { BatchView } from '../../shared/persons';
import { menuTexts } from '../menu-texts';
import { personTexts } from '../persons/texts';
import { StateBadge, useExamName } from '../persons/words';

/** Batches of results of persons: what waits for approval and what is published. */
export default function Batches() {
  const t = useTexts(personTexts);
  const titles = useTexts(menuTexts);
  const navigate = useNavigate();
  const batches = useApi<BatchView[]>('/exams/batches');
  return (
    <Page title={titles('batches')} lead={t('batches.lead')} actions={<Import />}>
      <DataTable
        caption={titles('batches')}
        columns={useColumns()}
        rows={batches.data}
        rowKey={({ id }) => id}
        onOpen={({ id }) => void navigate({ to: `/exams/batches/${id}` as '/' })}
        error={batches.error}
        retry={() => void batches.refetch()}
        empty={<EmptyState title={t('batches.none')} what={t('batches.none.what')} />}
      />
    </Page>
  );
}

const Import = () => {
  const t = useTexts(personTexts);
  return (
    <Button component={Link} {...{ to: '/imports' as '/', search: { kind: 'exam-person-results' } as never }}>
      {t('import')}
    </Button>
  );
};

function useColumns(): Column<BatchView>[] {
  const t = useTexts(personTexts);
  const nameOf = useExamName();
  const { day, instant } = useFormats();
  return [
    {
      key: 'exam',
      title: t('exam'),
      value: nameOf,
      isName: true,
      cell: (batch) =>
        batch.number > 1 ? `${nameOf(batch)}, ${t('batch.number', { number: batch.number })}` : nameOf(batch),
    },
    { key: 'state', title: t('state'), value: ({ state }) => state, cell: (batch) => <StateBadge batch={batch} /> },
    { key: 'day', title: t('day'), value: ({ heldOn }) => heldOn, cell: ({ heldOn }) => day(heldOn) },
    { key: 'results', title: t('result-count'), value: ({ results }) => results, numeric: true },
    { key: 'shown', title: t('shown'), value: ({ published }) => published, numeric: true },
    {
      key: 'visible-from',
      title: t('visible-from'),
      value: ({ visibleFrom }) => visibleFrom ?? '',
      cell: ({ visibleFrom }) => visibleFrom && instant(visibleFrom),
    },
  ];
}
