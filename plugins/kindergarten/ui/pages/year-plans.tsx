import { Badge, DataTable, EmptyState, Page, useApi, useNavigate, useTexts, type Column } from '@regiso/core/ui';
import type { YearPlanRow } from '../../shared/year-plans';
import { texts } from '../texts';
import { planTexts } from '../year-plan/texts';

/** Which kindergartens have planned the year to come, and how many places that gives. */
export default function YearPlans() {
  const t = useTexts(planTexts);
  const titles = useTexts(texts);
  const navigate = useNavigate();
  const plans = useApi<YearPlanRow[]>('/kindergarten/year-plans');
  const year = plans.data?.[0]?.schoolYear;
  return (
    <Page title={titles('year-plans')} lead={year && t('lead', { year })}>
      <DataTable
        caption={titles('year-plans')}
        columns={useColumns()}
        rows={plans.data}
        rowKey={({ organisationId }) => organisationId}
        onOpen={({ organisationId }) => void navigate({ to: `/kindergarten/year-plans/${organisationId}` as '/' })}
        error={plans.error}
        retry={() => void plans.refetch()}
        empty={<EmptyState title={t('none')} />}
      />
    </Page>
  );
}

const colours = { none: 'gray', draft: 'gray', submitted: 'yellow', approved: 'green', returned: 'red' } as const;

function useColumns(): Column<YearPlanRow>[] {
  const t = useTexts(planTexts);
  const count = (key: 'groups' | 'capacity' | 'growing' | 'free'): Column<YearPlanRow> => ({
    ...{ key, title: t(key), numeric: true },
    value: (row) => row[key],
  });
  return [
    { key: 'garden', title: t('garden'), value: ({ organisation }) => organisation, isName: true },
    {
      ...{ key: 'state', title: t('state'), value: ({ state }: YearPlanRow) => t(`state.${state}`) },
      cell: ({ state }) => (
        <Badge variant="light" color={colours[state]} miw="max-content">
          {t(`state.${state}`)}
        </Badge>
      ),
    },
    count('groups'),
    count('capacity'),
    count('growing'),
    count('free'),
  ];
}
