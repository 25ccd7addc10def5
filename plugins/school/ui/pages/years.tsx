import { IconCalendarEvent } from '@tabler/icons-react';
import {
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
import type { YearBrief, Years } from '../../shared/year';
import { texts } from '../texts';
import { AddYear } from '../year/AddYear';
import { yearTexts } from '../year/texts';

const addressOf = ({ id }: YearBrief) => `/school/years/${id}` as '/';

/** School years in reach, and the way to lay another. */
export default function YearsPage() {
  const t = useTexts(yearTexts);
  const titles = useTexts(texts);
  const navigate = useNavigate();
  const { data, error, isPending, refetch } = useApi<Years>('/school/years');
  const columns = useColumns(new Set(data?.years.map(({ organisationId }) => organisationId)).size > 1);
  return (
    <Page
      title={titles('years')}
      lead={t('lead')}
      actions={Boolean(data?.schools.length) && data && <AddYear {...data} />}
      loading={isPending}
      error={data ? undefined : error}
      retry={() => void refetch()}
    >
      {data && (
        <DataTable
          caption={titles('years')}
          columns={columns}
          rows={data.years}
          rowKey={({ id }) => id}
          onOpen={(row) => void navigate({ to: addressOf(row) })}
          empty={<EmptyState icon={IconCalendarEvent} title={t('none')} what={t('none.what')} />}
        />
      )}
    </Page>
  );
}

function useColumns(hasSchools: boolean): Column<YearBrief>[] {
  const t = useTexts(yearTexts);
  const { day } = useFormats();
  return [
    {
      key: 'year',
      title: t('year'),
      value: ({ firstYear }) => firstYear,
      isName: true,
      cell: (row) => (
        <Link to={addressOf(row)} tabIndex={-1} onClick={(event) => event.stopPropagation()}>
          {t('name', { from: String(row.firstYear), to: String(row.firstYear + 1) })}
        </Link>
      ),
    },
    ...(hasSchools
      ? [{ key: 'school', title: t('school'), value: ({ organisation }: YearBrief) => organisation }]
      : []),
    {
      key: 'days',
      title: t('days'),
      value: ({ startsOn }) => startsOn,
      cell: ({ startsOn, endsOn }) => `${day(startsOn)} – ${day(endsOn)}`,
    },
    { key: 'classes', title: t('classes'), value: ({ classes }) => classes, numeric: true },
    { key: 'pupils', title: t('pupils'), value: ({ pupils }) => pupils, numeric: true },
  ];
}
