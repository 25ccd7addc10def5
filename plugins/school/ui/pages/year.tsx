import { Link, Page, Tabs, useApi, useFormats, useParam, useTexts, useUrlState } from '@regiso/core/ui';
import type { YearView } from '../../shared/year';
import { texts } from '../texts';
import { Calendar } from '../year/Calendar';
import { ClassList } from '../year/ClassList';
import { yearTexts } from '../year/texts';

/** A school year: its classes, and its calendar with bells. */
export default function YearPage() {
  const t = useTexts(yearTexts);
  const titles = useTexts(texts);
  const { day } = useFormats();
  const [{ tab }, change] = useUrlState({ tab: 'classes' });
  const { data, error, isPending, refetch } = useApi<YearView>(`/school/years/${useParam('id')}`);
  return (
    <Page
      title={data ? t('title', { from: String(data.firstYear), to: String(data.firstYear + 1) }) : titles('year')}
      lead={data && `${data.organisation} · ${day(data.startsOn)} – ${day(data.endsOn)}`}
      breadcrumbs={[{ title: titles('years'), to: '/school/years' }]}
      actions={
        data && (
          <>
            <Link to={`/school/timetable/${data.id}` as '/'}>{titles('timetable')}</Link>
            <Link to={`/school/movement/${data.id}` as '/'}>{titles('movement')}</Link>
            {data.mayKeep && <Link to={`/school/substitutions/${data.id}` as '/'}>{titles('substitutions')}</Link>}
          </>
        )
      }
      loading={isPending}
      error={data ? undefined : error}
      retry={() => void refetch()}
    >
      {data && (
        <Tabs value={tab} onChange={(value) => change({ tab: value ?? 'classes' })} keepMounted={false}>
          <Tabs.List mb="md">
            <Tabs.Tab value="classes">{t('tab.classes')}</Tabs.Tab>
            <Tabs.Tab value="calendar">{t('tab.calendar')}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="classes">
            <ClassList year={data} />
          </Tabs.Panel>
          <Tabs.Panel value="calendar">
            <Calendar key={data.version} year={data} />
          </Tabs.Panel>
        </Tabs>
      )}
    </Page>
  );
}
