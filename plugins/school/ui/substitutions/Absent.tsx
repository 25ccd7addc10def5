import {
  api,
  DataTable,
  EmptyState,
  NativeSelect,
  notifyDone,
  notifyProblem,
  Text,
  useApi,
  useFormats,
  useMutation,
  useQueryClient,
  useTexts,
  type Column,
} from '@regiso/core/ui';
import type { AbsentView } from '../../shared/substitutions';
import { useSubject } from '../journal/words';
import { Cancel } from './Cancel';
import { substitutionTexts } from './texts';

type Lesson = AbsentView[number];
type Props = { year: string; teacher: string; from: string; to: string };

/** Lessons to come of an absent teacher, and who stands in at each. */
export function Absent({ year, teacher, from, to }: Props) {
  const t = useTexts(substitutionTexts);
  const { data, error, refetch } = useApi<AbsentView>(`/school/years/${year}/absent/${teacher}`, { from, to });
  const columns = useColumns(teacher);
  return (
    <section aria-labelledby="absent-lessons">
      <h2 id="absent-lessons">{t('lessons')}</h2>
      <Text c="dimmed" mb="xs">
        {t('lessons.what')}
      </Text>
      <DataTable
        caption={t('lessons')}
        sortParameter="lessons"
        columns={columns}
        rows={data}
        rowKey={({ id }) => id}
        error={error}
        retry={() => void refetch()}
        empty={<EmptyState title={t('lessons.none')} />}
      />
    </section>
  );
}

function useColumns(absent: string): Column<Lesson>[] {
  const t = useTexts(substitutionTexts);
  const { day } = useFormats();
  const subject = useSubject();
  return [
    {
      key: 'day',
      title: t('day'),
      value: (lesson) => `${lesson.day}/${String(lesson.number).padStart(2, '0')}`,
      isName: true,
      cell: (lesson) => day(lesson.day),
    },
    { key: 'number', title: t('number'), value: ({ number }) => number, numeric: true },
    { key: 'class', title: t('class'), value: (lesson) => lesson.class },
    { key: 'subject', title: t('subject'), value: subject },
    {
      key: 'who',
      title: t('who'),
      value: ({ teacher }) => teacher ?? '',
      sortable: false,
      cell: (lesson) => <Stand lesson={lesson} absent={absent} />,
    },
    {
      key: 'cancel',
      title: t('cancel.column'),
      value: ({ cancelled }) => cancelled ?? '',
      sortable: false,
      cell: (lesson) => <Cancel lesson={lesson} cancelled={lesson.cancelled} />,
    },
  ];
}

function Stand({ lesson, absent }: { lesson: Lesson; absent: string }) {
  const t = useTexts(substitutionTexts);
  const { day } = useFormats();
  const queries = useQueryClient();
  const about = { day: day(lesson.day), number: lesson.number, class: lesson.class };
  const now = lesson.teacherId === absent ? '' : (lesson.teacherId ?? '');
  const stand = useMutation({
    mutationFn: (teacherId: string) =>
      api.put(`/school/lessons/${lesson.id}/teacher`, { teacherId: teacherId || null }),
    onError: notifyProblem,
    onSuccess: async (_, teacherId) => {
      notifyDone({ text: t(teacherId ? 'done' : 'removed', about), undo: () => stand.mutate(now) });
      await queries.invalidateQueries();
    },
  });
  const options = lesson.candidates.map(({ id, name, isSameSubject, lessons, weekLessons }) => ({
    value: id,
    label: t(isSameSubject ? 'who.same' : 'who.free', { name, lessons, weekLessons }),
  }));
  const isKnown = !now || options.some(({ value }) => value === now);
  return (
    <NativeSelect
      aria-label={t('who.of', about)}
      miw={240}
      disabled={stand.isPending || lesson.cancelled !== null}
      value={now}
      data={[
        { value: '', label: t('who.usual') },
        ...(isKnown ? [] : [{ value: now, label: lesson.teacher ?? '' }]),
        ...options,
      ]}
      onChange={({ currentTarget: { value } }) => stand.mutate(value)}
    />
  );
}
