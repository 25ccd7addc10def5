import { IconReportAnalytics } from '@tabler/icons-react';
import {
  Button,
  DataTable,
  EmptyState,
  ErrorState,
  Group,
  Link,
  NativeSelect,
  notifyProblem,
  Page,
  PageSkeleton,
  saveFile,
  Stack,
  useApi,
  useFormats,
  useMay,
  useMutation,
  useNavigate,
  useTexts,
  useUrlState,
  type Column,
} from '@regiso/core/ui';
import type { PeriodReport } from '../../shared/report';
import { missedOf } from '../../shared/standing';
import { OwnClass } from '../classes/OwnClass';
import { usePeriod } from '../closing/use-period';
import { Report } from '../report/Report';
import styles from '../report/Report.module.css';
import { Subjects, type SubjectView } from '../report/Subjects';
import { subjectTexts } from '../report/subject-texts';
import { reportTexts } from '../report/texts';
import { texts } from '../texts';

/** Reports of a period: all classes for whoever oversees the school, the own one for a class teacher. */
export default function Reports() {
  return useMay('school.oversee') ? <OfSchool /> : <OfOwn />;
}

const useNone = () => {
  const t = useTexts(reportTexts);
  return <EmptyState icon={IconReportAnalytics} title={t('none')} what={t('none.what')} />;
};

function OfOwn() {
  const t = useTexts(reportTexts);
  const titles = useTexts(texts);
  return (
    <OwnClass
      title={titles('reports')}
      lead={t('lead.class')}
      label={t('class')}
      choiceClass={styles.screen}
      none={useNone()}
    >
      {({ id }) => <Report key={id} classId={id} />}
    </OwnClass>
  );
}

const views: readonly SubjectView[] = ['subjects', 'teachers', 'journals'];

function OfSchool() {
  const t = useTexts(reportTexts);
  const titles = useTexts(texts);
  const none = useNone();
  const { chosen, isNone, page, choice } = usePeriod('ended');
  const subjects = useTexts(subjectTexts);
  const [{ by }, show] = useUrlState({ by: 'classes' });
  const view = views.find((one) => one === by);
  const save = useMutation({
    mutationFn: (id: string) => saveFile(`/school/periods/${id}/${view ? 'subjects' : 'report'}/file`, {}),
    onError: notifyProblem,
  });
  return (
    <Page title={titles('reports')} lead={chosen && (view ? subjects('lead') : t('lead'))} {...page}>
      {isNone && none}
      {chosen && (
        <Stack gap="md">
          <Group align="end" className={styles.screen ?? ''}>
            {choice}
            <NativeSelect
              label={subjects('by')}
              value={view ?? 'classes'}
              data={(['classes', ...views] as const).map((value) => ({ value, label: subjects(value) }))}
              onChange={({ currentTarget: { value } }) => show({ by: value })}
            />
            <Button variant="default" loading={save.isPending} onClick={() => save.mutate(chosen.id)}>
              {t('file')}
            </Button>
            <Button variant="default" onClick={() => window.print()}>
              {t('print')}
            </Button>
          </Group>
          {view ? (
            <Subjects key={chosen.id} period={chosen.id} view={view} />
          ) : (
            <Classes key={chosen.id} period={chosen.id} />
          )}
        </Stack>
      )}
    </Page>
  );
}

type Line = PeriodReport['classes'][number];
const counts = ['excellent', 'good', 'oneThree', 'failing', 'waiting'] as const;

function Classes({ period }: { period: string }) {
  const titles = useTexts(texts);
  const navigate = useNavigate();
  const none = useNone();
  const { data, error, refetch } = useApi<PeriodReport>(`/school/periods/${period}/report`);
  const columns = useColumns(period, data?.codes ?? []);
  if (error && !data) return <ErrorState error={error} retry={() => void refetch()} />;
  if (!data) return <PageSkeleton />;
  return (
    <DataTable
      caption={titles('reports')}
      columns={columns}
      rows={data.classes}
      rowKey={({ classId }) => classId}
      onOpen={({ classId }) => void navigate(addressOf(classId, period))}
      empty={none}
    />
  );
}

const addressOf = (classId: string, period: string) => ({
  to: `/school/reports/${classId}` as '/',
  search: { period } as never,
});

function useColumns(period: string, codes: PeriodReport['codes']): Column<Line>[] {
  const t = useTexts(reportTexts);
  const { number, percent } = useFormats();
  const share = (key: 'quality' | 'success'): Column<Line> => ({
    key,
    title: t(key),
    value: (line) => line[key],
    cell: (line) => (line[key] === null ? t('no-figure') : percent(line[key])),
    numeric: true,
  });
  return [
    {
      key: 'class',
      title: t('class'),
      value: ({ name }) => name.padStart(4, '0'),
      isName: true,
      cell: ({ classId, name }) => (
        <Link
          {...addressOf(classId, period)}
          tabIndex={-1}
          aria-label={t('open', { name })}
          onClick={(event) => event.stopPropagation()}
        >
          {name}
        </Link>
      ),
    },
    share('quality'),
    share('success'),
    {
      key: 'average',
      title: t('average'),
      value: ({ average }) => average,
      cell: ({ average }) => (average === null ? t('no-figure') : number(average, 2)),
      numeric: true,
    },
    { key: 'pupils', title: t('pupils'), value: ({ pupils }) => pupils, numeric: true },
    ...counts.map((key): Column<Line> => ({
      key,
      title: t(key),
      value: (line) => (line.isMarked ? line[key] : null),
      numeric: true,
    })),
    {
      key: 'missed',
      title: t('missed'),
      value: ({ absences }) => missedOf(absences, codes),
      numeric: true,
    },
  ];
}
