import { useState } from 'react';
import { IconCheck } from '@tabler/icons-react';
import { Alert, Button, Group, Link, NativeSelect, Text, TextInput, useFormats, useTexts } from '@regiso/core/ui';
import { workKinds } from '../../shared/codes';
import type { LessonView } from '../../shared/journal';
import styles from '../journal/Journal.module.css';
import { useSubject, useWords } from '../journal/words';
import { Homework } from './Homework';
import { homeworkTexts } from './homework-texts';
import { lessonTexts } from './texts';
import type { LessonTexting } from './use-lesson-text';

type Props = { lesson: LessonView; texting: LessonTexting };

/** Topic, homework and kinds of works; each is saved when the field is left. */
export function LessonForm({ lesson, texting }: Props) {
  const t = useTexts(lessonTexts);
  const { text, write, keep, isChanged } = texting;
  const isLocked = lesson.locked !== null && lesson.locked !== 'ahead';
  const { next, topicsLeft, lessonsLeft } = lesson.plan;
  return (
    <section className={styles.panel} aria-label={t('form')}>
      <div>
        <TextInput
          label={t('topic')}
          description={
            topicsLeft || text.topic
              ? t('topic.left', { topics: topicsLeft, lessons: lessonsLeft })
              : t('topic.no-plan')
          }
          maxLength={500}
          disabled={isLocked}
          value={text.topic ?? ''}
          onChange={({ currentTarget: { value } }) => write({ topic: value, planTopicId: null })}
          onBlur={() => isChanged('topic') && keep({ topic: (text.topic ?? '').trim() || null })}
        />
        {next && !text.topic && !isLocked && (
          <Button
            mt="xs"
            variant="light"
            size="compact-md"
            className={styles.next}
            onClick={() => keep({ topic: next.title, planTopicId: next.id })}
          >
            {t('topic.next', { title: next.title })}
          </Button>
        )}
      </div>
      <Homework {...{ lesson, texting, isLocked }} />
      {lesson.isMarked && <Kinds {...{ lesson, texting, isLocked }} />}
      {!isLocked && (
        <Text role="status" size="sm" c={texting.state === 'failed' ? 'red' : 'dimmed'}>
          {texting.state === 'idle' ? '' : t(`${texting.state}.text`)}
        </Text>
      )}
    </section>
  );
}

function Kinds({ lesson, texting: { text, keep }, isLocked }: Props & { isLocked: boolean }) {
  const t = useTexts(lessonTexts);
  const words = useWords();
  const data = lesson.dictionary.kinds.map((kind) => ({
    value: kind.code,
    label: t('kind', { title: words(kind), weight: kind.weight }),
  }));
  const [isMet, setMet] = useState(false);
  return (
    <div className={styles.kinds}>
      {isMet && <ControlMet control={lesson.control} />}
      {([0, 1] as const).map((at) => (
        <NativeSelect
          key={at}
          label={t(at === 0 ? 'kind.1' : 'kind.2')}
          disabled={isLocked}
          value={text.kinds[at]}
          data={data}
          onChange={({ currentTarget: { value } }) => {
            const kind = workKinds.find((code) => code === value);
            const meets = kind === 'control' && !text.kinds.includes('control') && lesson.control.meets !== null;
            setMet(meets);
            if (kind && !meets) keep({ kinds: at === 0 ? [kind, text.kinds[1]] : [text.kinds[0], kind] });
          }}
        />
      ))}
    </div>
  );
}

/** Why a control work cannot be held on the day of the lesson, and where it can (TEA-10). */
function ControlMet({ control: { meets, free } }: Pick<LessonView, 'control'>) {
  const t = useTexts(homeworkTexts);
  const subject = useSubject();
  const { day } = useFormats();
  if (!meets) return null;
  return (
    <Alert
      color="yellow"
      role="alert"
      title={t('control.meets', { subject: subject(meets) })}
      style={{ gridColumn: '1 / -1' }}
    >
      <Text>{t(free.length ? 'control.free' : 'control.no-free')}</Text>
      <ul>
        {free.map((one) => (
          <li key={one.id}>
            <Link {...{ to: '/school/journal' as '/', search: { day: one.day, lesson: one.id } as never }}>
              {day(one.day)}
            </Link>
          </li>
        ))}
      </ul>
    </Alert>
  );
}

/** That the attendance was taken: who is not marked was there. */
export function TakeAttendance({ lesson, texting, away }: Props & { away: number }) {
  const t = useTexts(lessonTexts);
  const isTaken = (texting.isTaken ?? lesson.isAttendanceTaken) || away > 0;
  const counts = [t('count.pupils', { count: lesson.pupils.length }), away > 0 && t('count.away', { count: away })];
  return (
    <Group gap="sm">
      {isTaken ? (
        <Group gap={4}>
          <IconCheck size={20} aria-hidden />
          <Text>{t('all.taken')}</Text>
        </Group>
      ) : (
        <Button disabled={lesson.locked !== null} onClick={() => texting.keep({ isAttendanceTaken: true })}>
          {t('all')}
        </Button>
      )}
      <Text c="dimmed">{counts.filter(Boolean).join(', ')}</Text>
      {isTaken && !away && lesson.locked === null && (
        <Button variant="subtle" size="compact-md" onClick={() => texting.keep({ isAttendanceTaken: false })}>
          {t('all.back')}
        </Button>
      )}
    </Group>
  );
}
