import {
  Button,
  Group,
  Link,
  Page,
  Select,
  Stack,
  useApi,
  useParam,
  useTexts,
  useToday,
  useUrlState,
} from '@regiso/core/ui';
import type { YearView } from '../../shared/year';
import { Absent } from '../substitutions/Absent';
import { DaySheet } from '../substitutions/DaySheet';
import { DaySpan } from '../substitutions/DaySpan';
import { substitutionTexts } from '../substitutions/texts';
import { texts } from '../texts';
import styles from '../timetable/Timetable.module.css';

/** Who is absent, who stands in, and the sheet of a day. */
export default function Substitutions() {
  const t = useTexts(substitutionTexts);
  const titles = useTexts(texts);
  const id = useParam('id');
  const today = useToday();
  const [{ teacher, from, to }, change] = useUrlState({ teacher: '', from: today, to: today });
  const { data, error, isPending, refetch } = useApi<YearView>(`/school/years/${id}`);
  return (
    <Page
      title={titles('substitutions')}
      lead={<span className={styles.screen}>{t('lead')}</span>}
      breadcrumbs={[
        { title: titles('years'), to: '/school/years' },
        { title: titles('year'), to: `/school/years/${id}` },
      ]}
      actions={
        <Group className={styles.screen}>
          <Link to={`/school/pay-sheet/${id}` as '/'}>{titles('pay-sheet')}</Link>
          <Button variant="default" onClick={() => print()}>
            {t('print')}
          </Button>
        </Group>
      }
      loading={isPending}
      error={data ? undefined : error}
      retry={() => void refetch()}
    >
      {data && (
        <Stack gap="lg">
          <Group align="end" className={styles.screen}>
            <Select
              label={t('absent')}
              placeholder={t('absent.choose')}
              searchable
              clearable
              w={320}
              maw="100%"
              data={data.staff.map(({ id: value, name }) => ({ value, label: name }))}
              value={teacher || null}
              onChange={(value) => change({ teacher: value ?? '' })}
            />
            <DaySpan {...{ from, to }} onChange={change} />
          </Group>
          {teacher && (
            <div className={styles.screen}>
              <Absent year={id} {...{ teacher, from, to }} />
            </div>
          )}
          <DaySheet year={id} day={from} />
        </Stack>
      )}
    </Page>
  );
}
