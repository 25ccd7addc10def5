import {
  DataTable,
  EmptyState,
  ErrorState,
  PageSkeleton,
  useKeptApi,
  useLanguage,
  useTexts,
  type Column,
} from '@regiso/core/ui';
import type { DiaryResults } from '../../shared/results';
import { Said } from '../results/Said';
import { resultTexts } from '../results/texts';

type Subject = DiaryResults['subjects'][number];
const kinds = ['year', 'exam', 'final'] as const;

/** Marks of the periods and of the year, a subject a line; exam and final stand once somebody has one. */
export function ResultsView({ owner }: { owner: string }) {
  const t = useTexts(resultTexts);
  const { language } = useLanguage();
  const { data, error, refetch } = useKeptApi<DiaryResults>(`/school/diaries/${owner}/results`);
  if (error && !data) return <ErrorState error={error} retry={() => void refetch()} />;
  if (!data) return <PageSkeleton />;
  const marksOf = (one: Subject) => [...one.periods, ...kinds.map((kind) => one[kind])];
  const subjects = data.subjects.filter((one) => marksOf(one).some(({ isSet }) => isSet));
  const shown = kinds.filter((kind) => kind === 'year' || subjects.some((one) => one[kind].isSet));
  const mark = (key: string, title: string, of: (one: Subject) => Subject['year'] | undefined): Column<Subject> => ({
    ...{ key, title, sortable: false },
    value: (one) => of(one)?.value,
    cell: (one) => <Said given={of(one) ?? { value: null, isSet: false }} />,
  });
  const columns: Column<Subject>[] = [
    {
      key: 'subject',
      title: t('subject'),
      value: (one) => (language === 'en' ? one.titleEn : one.title),
      isName: true,
      sortable: false,
    },
    ...data.periods.map(({ id, kind, number }, at) =>
      mark(id, t(`period.${kind}`, { number }), ({ periods }) => periods[at]),
    ),
    ...shown.map((kind) => mark(kind, t(kind), (one) => one[kind])),
  ];
  return (
    <DataTable
      caption={t('table')}
      columns={columns}
      rows={subjects}
      rowKey={({ code }) => code}
      empty={<EmptyState title={t('family.none')} />}
    />
  );
}
