import { DataTable, Link, Text, useFormats, useTexts, type Column } from '@regiso/core/ui';
import type { ClosingCells } from '../../shared/classes';
import { useSubject } from '../journal/words';
import { closingTexts } from './texts';

type Lesson = ClosingCells['lessons'][number];
type Pupil = ClosingCells['marks'][number];

/** Lessons of the period that lack a topic or the attendance. */
export function LessonsToFill({ cells: { lessons } }: { cells: ClosingCells }) {
  const t = useTexts(closingTexts);
  const { day, list } = useFormats();
  const subject = useSubject();
  const columns: Column<Lesson>[] = [
    {
      key: 'day',
      title: t('day'),
      value: (lesson) => `${lesson.day}/${lesson.number}`,
      isName: true,
      cell: (lesson) => day(lesson.day),
    },
    { key: 'subject', title: t('subject'), value: subject },
    {
      key: 'teacher',
      title: t('teacher'),
      value: ({ teacher }) => teacher ?? '',
      cell: ({ teacher }) => teacher ?? '—',
    },
    {
      key: 'lacks',
      title: t('lacks'),
      value: ({ hasTopic, hasAttendance }) =>
        list([...(hasTopic ? [] : [t('lacks.topic')]), ...(hasAttendance ? [] : [t('lacks.attendance')])]),
    },
  ];
  return (
    <section aria-labelledby="lessons-to-fill">
      <h2 id="lessons-to-fill">{t('lessons')}</h2>
      {lessons.length === 0 ? (
        <Text c="dimmed">{t('lessons.none')}</Text>
      ) : (
        <DataTable
          caption={t('lessons')}
          sortParameter="lessons"
          columns={columns}
          rows={lessons}
          rowKey={({ id }) => id}
        />
      )}
    </section>
  );
}

/** Pupils without a mark of the period, or with too few marks to have one. */
export function PupilsToMark({ cells: { marks, least }, period }: { cells: ClosingCells; period: string }) {
  const t = useTexts(closingTexts);
  const subject = useSubject();
  const columns: Column<Pupil>[] = [
    { key: 'pupil', title: t('pupil'), value: ({ name }) => name, isName: true },
    {
      key: 'subject',
      title: t('subject'),
      value: subject,
      cell: (cell) => (
        <Link {...{ to: `/school/journals/${cell.journalId}` as '/', search: { period } as never }}>
          {subject(cell)}
        </Link>
      ),
    },
    { key: 'count', title: t('count'), value: ({ marks: count }) => count, numeric: true },
    {
      key: 'set',
      title: t('period.mark'),
      value: ({ hasPeriodMark }) => hasPeriodMark,
      cell: ({ hasPeriodMark }) => t(hasPeriodMark ? 'period.mark.yes' : 'period.mark.no'),
    },
  ];
  return (
    <section aria-labelledby="pupils-to-mark">
      <h2 id="pupils-to-mark">{t('pupils')}</h2>
      <Text c="dimmed" mb="xs">
        {t('least', { count: least })}
      </Text>
      {marks.length === 0 ? (
        <Text c="dimmed">{t('pupils.none')}</Text>
      ) : (
        <DataTable
          caption={t('pupils')}
          sortParameter="pupils"
          columns={columns}
          rows={marks}
          rowKey={({ journalId, pupilId }) => `${journalId}/${pupilId}`}
        />
      )}
    </section>
  );
}
