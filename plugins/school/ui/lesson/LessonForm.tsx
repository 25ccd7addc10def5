import { IconCheck } from '@tabler/icons-react';
import { Button, Group, NativeSelect, Text, Textarea, TextInput, useTexts } from '@regiso/core/ui';
import { workKinds } from '../../shared/codes';
import type { LessonView } from '../../shared/journal';
import styles from '../journal/Journal.module.css';
import { useWords } from '../journal/words';
import { lessonTexts } from './texts';
import type { LessonTexting } from './use-lesson-text';

type Props = { lesson: LessonView; texting: LessonTexting };

/** Topic, homework and kinds of works; each is saved when the field is left. */
export function LessonForm({ lesson, texting }: Props) {
  const t = useTexts(lessonTexts);
  const { text, write, keep, isChanged } = texting;
  const isLocked = lesson.locked === 'foreign' || lesson.locked === 'closed';
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
  return (
    <div className={styles.kinds}>
      {([0, 1] as const).map((at) => (
        <NativeSelect
          key={at}
          label={t(at === 0 ? 'kind.1' : 'kind.2')}
          disabled={isLocked}
          value={text.kinds[at]}
          data={data}
          onChange={({ currentTarget: { value } }) => {
            const kind = workKinds.find((code) => code === value);
            if (kind) keep({ kinds: at === 0 ? [kind, text.kinds[1]] : [text.kinds[0], kind] });
          }}
        />
      ))}
    </div>
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
