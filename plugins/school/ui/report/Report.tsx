import {
  Button,
  EmptyState,
  ErrorState,
  FigureCard,
  NativeSelect,
  Group,
  notifyProblem,
  PageSkeleton,
  saveFile,
  SimpleGrid,
  Stack,
  Text,
  useApi,
  useFormats,
  useMutation,
  useTexts,
  useUrlState,
} from '@regiso/core/ui';
import type { ClassReport } from '../../shared/report';
import { missedOf, totalsOf } from '../../shared/standing';
import { useWords } from '../journal/words';
import { Lists } from './Lists';
import { MarksTable } from './MarksTable';
import styles from './Report.module.css';
import { reportTexts } from './texts';

/** The report of a class over a period: figures, lists, and every mark; to be saved and printed. */
export function Report({ classId }: { classId: string }) {
  const [{ period }, choose] = useUrlState({ period: '' });
  const address = `/school/classes/${classId}/report`;
  const { data, error, refetch } = useApi<ClassReport>(period ? `${address}?period=${period}` : address);
  if (error && !data) return <ErrorState error={error} retry={() => void refetch()} />;
  if (!data) return <PageSkeleton />;
  return (
    <Stack gap="lg">
      <Choice report={data} address={address} choose={(id) => choose({ period: id })} />
      {data.pupils.length ? <Content report={data} /> : <EmptyState />}
    </Stack>
  );
}

type ChoiceProps = { report: ClassReport; address: string; choose: (period: string) => void };

function Choice({ report: { name, organisation, period, periods, teacher }, address, choose }: ChoiceProps) {
  const t = useTexts(reportTexts);
  const { day } = useFormats();
  const save = useMutation({
    mutationFn: () => saveFile(`${address}/file`, { period: period.id }),
    onError: notifyProblem,
  });
  return (
    <>
      <Group align="end" className={styles.screen ?? ''}>
        <NativeSelect
          label={t('period')}
          value={period.id}
          data={periods.map(({ id, kind, number }) => ({ value: id, label: t(`period.${kind}`, { number }) }))}
          onChange={({ currentTarget: { value } }) => choose(value)}
        />
        <Button variant="default" loading={save.isPending} onClick={() => save.mutate()}>
          {t('file')}
        </Button>
        <Button variant="default" onClick={() => window.print()}>
          {t('print')}
        </Button>
      </Group>
      <Text>
        {[
          `${name}, ${organisation}`,
          t(`period.${period.kind}`, { number: period.number }),
          t('period.days', { from: day(period.startsOn), to: day(period.endsOn) }),
          t(period.isClosed ? 'closed' : 'still-open'),
          ...(teacher ? [t('teacher', { name: teacher })] : []),
        ].join(' · ')}
      </Text>
    </>
  );
}

function Content({ report }: { report: ClassReport }) {
  const t = useTexts(reportTexts);
  return (
    <>
      <Figures report={report} />
      {report.isMarked ? <Lists report={report} /> : <Text>{t('not-marked')}</Text>}
      <MarksTable report={report} />
    </>
  );
}

function Figures({ report: { pupils, codes, isMarked } }: { report: ClassReport }) {
  const t = useTexts(reportTexts);
  const words = useWords();
  const { number, percent } = useFormats();
  const { quality, success, average, excellent, good, failing, waiting } = totalsOf(pupils);
  const rated = pupils.length - waiting;
  const share = (value: number | null) => (value === null ? t('no-figure') : percent(value));
  const missed = pupils.reduce((sum, { absences }) => sum + missedOf(absences, codes), 0);
  const kinds = codes
    .map(({ code, ...one }) => ({
      of: words(one),
      count: pupils.reduce((sum, { absences }) => sum + (absences[code] ?? 0), 0),
    }))
    .filter(({ count }) => count > 0);
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, lg: isMarked ? 4 : 2 }}>
      {isMarked && (
        <>
          <FigureCard title={t('quality')} value={share(quality)}>
            {t('quality.what', { count: number(excellent + good), of: number(rated) })}
          </FigureCard>
          <FigureCard title={t('success')} value={share(success)}>
            {t('success.what', { count: number(rated - failing), of: number(rated) })}
          </FigureCard>
          <FigureCard title={t('average')} value={average === null ? t('no-figure') : number(average, 2)}>
            {t('average.what')}
          </FigureCard>
        </>
      )}
      <FigureCard title={t('missed')} value={number(missed)}>
        {kinds.length ? kinds.map(({ of, count }) => `${of}: ${number(count)}`).join('; ') : t('missed.none')}
      </FigureCard>
    </SimpleGrid>
  );
}
