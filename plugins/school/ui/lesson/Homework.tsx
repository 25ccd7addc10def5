import { Link, NumberInput, Progress, Text, Textarea, useFormats, useTexts } from '@regiso/core/ui';
import type { LessonView } from '../../shared/journal';
import { handinTexts } from '../diary/handin-texts';
import styles from './Homework.module.css';
import { homeworkTexts } from './homework-texts';
import { Parts } from './Parts';
import { TaskFiles } from './TaskFiles';
import type { LessonTexting } from './use-lesson-text';

type Props = { lesson: LessonView; texting: LessonTexting; isLocked: boolean };

/** What is set for the class and for some pupils, how long it takes against the norm, and the files beside it. */
export function Homework({ lesson, texting: { text, write, keep, isChanged }, isLocked }: Props) {
  const t = useTexts(homeworkTexts);
  const handins = useTexts(handinTexts);
  const address = `/school/lessons/${lesson.id}`;
  const changes = isLocked ? undefined : address;
  return (
    <div className={styles.homework}>
      <Textarea
        label={t('homework')}
        autosize
        minRows={1}
        maxRows={6}
        maxLength={2000}
        disabled={isLocked}
        value={text.homework ?? ''}
        onChange={({ currentTarget: { value } }) => write({ homework: value })}
        onBlur={() => isChanged('homework') && keep({ homework: (text.homework ?? '').trim() || null })}
      />
      {text.homework && (
        <>
          <NumberInput
            label={t('minutes')}
            min={1}
            max={240}
            step={5}
            clampBehavior="strict"
            allowDecimal={false}
            disabled={isLocked}
            value={text.homeworkMinutes ?? ''}
            onChange={(minutes) => write({ homeworkMinutes: Number(minutes) || null })}
            onBlur={() => isChanged('homeworkMinutes') && keep({ homeworkMinutes: text.homeworkMinutes })}
          />
          <Meter lesson={lesson} own={text.homeworkMinutes ?? 0} />
        </>
      )}
      {lesson.done > 0 && <Text size="sm">{t('done', { count: lesson.done })}</Text>}
      {lesson.handins.sent > 0 && (
        <Link {...{ to: `/school/handins/${lesson.id}` as '/' }}>{handins('of-lesson', lesson.handins)}</Link>
      )}
      <TaskFiles address={`${address}/files`} files={lesson.files} changes={changes} />
      <Parts lesson={lesson} isLocked={isLocked} />
    </div>
  );
}

function Meter({ lesson: { meter }, own }: { lesson: LessonView; own: number }) {
  const t = useTexts(homeworkTexts);
  const { briefDay } = useFormats();
  if (!meter) return <Text size="sm">{t('meter.none')}</Text>;
  const { dueOn, others, norm, act, clause, isVerified } = meter;
  const total = others + own;
  const isOver = total > norm;
  return (
    <div role="status">
      <Text>{t('meter', { day: briefDay(dueOn), total, norm })}</Text>
      <Progress.Root size="lg" aria-hidden>
        <Progress.Section value={(100 * Math.min(others, norm)) / norm} color="gray" />
        <Progress.Section
          value={(100 * Math.max(0, Math.min(total, norm) - Math.min(others, norm))) / norm}
          color={isOver ? 'red' : 'blue'}
        />
      </Progress.Root>
      {isOver && (
        <Text c="red" fw={600}>
          {t('over', { over: total - norm })}
        </Text>
      )}
      <Text size="sm" c="dimmed">
        {t('act', { act: [act, clause].filter(Boolean).join(', ') })}
        {!isVerified && ` (${t('unverified')})`}
      </Text>
    </div>
  );
}
