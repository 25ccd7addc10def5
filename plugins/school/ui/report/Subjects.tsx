import { DataTable, EmptyState, Link, useApi, useFormats, useTexts, type Column } from '@regiso/core/ui';
import type { SubjectReport } from '../../shared/subject-report';
import { markCounts, ratesOf, sumBy } from '../../shared/subject-sums';
import { useWords } from '../journal/words';
import { reportTexts } from './texts';
import { subjectTexts } from './subject-texts';

type Line = SubjectReport['lines'][number];
export type SubjectView = 'subjects' | 'teachers' | 'journals';

const keys: Record<SubjectView, (line: Line) => string> = {
  subjects: ({ subject }) => subject,
  teachers: ({ teacherId, subject }) => `${teacherId}/${subject}`,
  journals: ({ journalId }) => journalId,
};

/** What a period comes to by subject, by teacher or by journal: marks, quality, success, averages. */
export function Subjects({ period, view }: { period: string; view: SubjectView }) {
  const t = useTexts(subjectTexts);
  const { data, error, refetch } = useApi<SubjectReport>(`/school/periods/${period}/subjects`);
  return (
    <DataTable
      key={view}
      caption={t(view)}
      sortParameter="subjects"
      columns={useColumns(view)}
      rows={data && sumBy(data.lines, keys[view])}
      rowKey={keys[view]}
      error={error}
      retry={() => void refetch()}
      empty={<EmptyState title={t('none')} />}
    />
  );
}

function useColumns(view: SubjectView): Column<Line>[] {
  const t = useTexts(subjectTexts);
  const common = useTexts(reportTexts);
  const words = useWords();
  const { number, percent } = useFormats();
  const share = (key: 'quality' | 'success'): Column<Line> => ({
    ...{ key, title: common(key), numeric: true },
    value: (line) => ratesOf(line)[key],
    cell: (line) => {
      const value = ratesOf(line)[key];
      return value === null ? common('no-figure') : percent(value);
    },
  });
  const subject: Column<Line> = { key: 'subject', title: t('subject'), value: words, isName: view !== 'teachers' };
  const teacher: Column<Line> = {
    ...{ key: 'teacher', title: t('teacher'), isName: view === 'teachers' },
    value: (line) => line.teacher ?? t('no-teacher'),
  };
  const group: Column<Line> = {
    ...{ key: 'class', title: common('class') },
    value: ({ class: of }) => of.padStart(4, '0'),
    cell: (line) => <Journal line={line} />,
  };
  return [
    ...{ subjects: [subject], teachers: [teacher, subject], journals: [subject, group, teacher] }[view],
    share('quality'),
    share('success'),
    {
      ...{ key: 'average', title: common('average'), numeric: true },
      value: (line) => ratesOf(line).average,
      cell: (line) => {
        const { average } = ratesOf(line);
        return average === null ? common('no-figure') : number(average, 2);
      },
    },
    { key: 'pupils', title: t('pupils'), value: ({ pupils }) => pupils, numeric: true },
    ...markCounts.map((key): Column<Line> => ({ key, title: t(key), value: (line) => line[key], numeric: true })),
  ];
}

function Journal({ line: { journalId, class: of, subgroup, ...subject } }: { line: Line }) {
  const t = useTexts(subjectTexts);
  const words = useWords();
  return (
    <Link to={`/school/journals/${journalId}` as '/'} aria-label={t('journal', { subject: words(subject), class: of })}>
      {subgroup ? t('half', { class: of, number: subgroup }) : of}
    </Link>
  );
}
