import { DataTable, Text, useFormats, useTexts, type Column } from '@regiso/core/ui';
import type { simulate } from '../../shared/year-plan-count';
import type { YearPlanView } from '../../shared/year-plans';
import { useWords } from '../words';
import { planTexts } from './texts';

type Counted = ReturnType<typeof simulate>['lines'][number];
type Row = YearPlanView['lines'][number] & Counted;
type Props = { plan: YearPlanView; counted: readonly Counted[] };

/** The groups of a plan to read: for whoever decides, and for the head while it is decided. */
export function LinesTable({ plan, counted }: Props) {
  const t = useTexts(planTexts);
  const rows = plan.lines.flatMap((line, at): Row[] => {
    const one = counted[at];
    return one ? [{ ...line, ...one }] : [];
  });
  const names = new Map(plan.present.map(({ id, name }) => [id, name]));
  return <DataTable caption={t('groups')} columns={useColumns(names)} rows={rows} rowKey={({ id }) => id} />;
}

function useColumns(names: ReadonlyMap<string, string>): Column<Row>[] {
  const t = useTexts(planTexts);
  const words = useWords();
  const { number } = useFormats();
  const count = (key: 'capacity' | 'growing' | 'free'): Column<Row> => ({
    ...{ key, title: t(key), numeric: true },
    value: (row) => row[key],
  });
  return [
    {
      ...{ key: 'name', title: t('name'), isName: true, value: ({ name }: Row) => name },
      cell: ({ name, orientation, regime }) => (
        <>
          {name}
          <Text size="sm" c="dimmed">
            {words.orientation(orientation)}, {words.regime(regime).toLowerCase()}
          </Text>
        </>
      ),
    },
    {
      ...{ key: 'age', title: t('age'), value: ({ ageFrom }: Row) => ageFrom },
      cell: ({ ageFrom, ageTo }) => (ageFrom === ageTo ? words.years(ageFrom) : `${ageFrom}–${words.years(ageTo)}`),
    },
    {
      ...{ key: 'area', title: t('area'), numeric: true, value: ({ areaM2 }: Row) => areaM2 },
      cell: ({ areaM2 }) => number(areaM2, 1),
    },
    {
      ...{ key: 'from', title: t('from'), sortable: false },
      value: ({ growsFrom }) => growsFrom.map((id) => names.get(id) ?? '').join(', ') || '—',
    },
    count('capacity'),
    count('growing'),
    {
      ...count('free'),
      cell: ({ free, over, unfit }) => (
        <>
          {number(free)}
          {over > 0 && <Text size="sm">{t('over', { count: over })}</Text>}
          {unfit > 0 && <Text size="sm">{t('unfit', { count: unfit })}</Text>}
        </>
      ),
    },
  ];
}
