import {
  EmptyState,
  ErrorState,
  NativeSelect,
  PageSkeleton,
  Stack,
  Text,
  useFormats,
  useKeptApi,
  useLanguage,
  useTexts,
  useUrlState,
} from '@regiso/core/ui';
import type { DiaryMarks } from '../../shared/diary';
import { Explained } from './Explained';
import styles from './Diary.module.css';
import { Mark } from './Mark';
import { diaryTexts } from './texts';

type Subject = DiaryMarks['subjects'][number];

/** Marks of a period by subject, each average with the way it was counted. */
export function MarksView({ owner }: { owner: string }) {
  const t = useTexts(diaryTexts);
  const [{ period }, choose] = useUrlState({ period: '' });
  const { data, error, refetch } = useKeptApi<DiaryMarks>(`/school/diaries/${owner}/marks`, { period });
  if (error && !data) return <ErrorState error={error} retry={() => void refetch()} />;
  if (!data) return <PageSkeleton />;
  const subjects = data.subjects.filter(({ marks, missed, periodMark }) => marks.length || missed || periodMark);
  return (
    <Stack gap="md">
      {data.period && (
        <NativeSelect
          label={t('period')}
          maw={280}
          value={data.period}
          data={data.periods.map(({ id, kind, number }) => ({ value: id, label: t(`period.${kind}`, { number }) }))}
          onChange={({ currentTarget: { value } }) => choose({ period: value })}
        />
      )}
      {subjects.length === 0 && <EmptyState title={t('marks.none')} />}
      <ul className={styles.subjects}>
        {subjects.map((subject) => (
          <SubjectCard key={subject.code} subject={subject} diary={data} />
        ))}
      </ul>
    </Stack>
  );
}

function SubjectCard({ subject, diary }: { subject: Subject; diary: DiaryMarks }) {
  const t = useTexts(diaryTexts);
  const { number } = useFormats();
  const { language } = useLanguage();
  const { average, marks, missed, periodMark } = subject;
  const title = language === 'en' ? subject.titleEn : subject.title;
  const facts = [
    average === null ? t('average.none') : t('average', { value: number(average, 2) }),
    missed > 0 && t('missed', { count: missed }),
    periodMark !== null && t('period.mark', { value: periodMark }),
  ];
  return (
    <li className={styles.subject}>
      <h3>{title}</h3>
      <Text>{facts.filter(Boolean).join(' · ')}</Text>
      {marks.length > 0 && (
        <>
          <div className={styles.marks} style={{ justifyContent: 'start' }}>
            {marks.map((mark, at) => (
              <Mark key={at} mark={mark} />
            ))}
          </div>
          <Explained title={title} subject={subject} diary={diary} />
        </>
      )}
    </li>
  );
}
