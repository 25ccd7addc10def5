import { Alert, Button, EmptyState, Link, Page, Stack, Text, useApi, useFormats, useTexts } from '@regiso/core/ui';
import { IconCloudCheck } from '@tabler/icons-react';
import type { LessonView } from '../../shared/journal';
import { useSubject } from '../journal/words';
import { lessonTexts } from '../lesson/texts';
import type { Outbox } from '../outbox/outbox';
import { isWaiting, partsOf, type Queue } from '../outbox/queue';
import { outboxTexts } from '../outbox/texts';
import { Undecided } from '../outbox/Undecided';
import { useOutbox } from '../outbox/use-outbox';
import { texts } from '../texts';

/** What was typed on this device and is not written yet: what waits for the connection, and what for its author. */
export default function Unsent() {
  const t = useTexts(outboxTexts);
  const titles = useTexts(texts);
  const [outbox, { queue, waiting, isKept }] = useOutbox();
  const stuck = [...new Set(queue.filter((edit) => !isWaiting(edit)).map(({ place }) => partsOf(place).lesson))];
  return (
    <Page title={titles('unsent')} lead={t('lead')}>
      <Stack gap="md">
        {queue.length === 0 && <EmptyState icon={IconCloudCheck} title={t('none.title')} what={t('none.what')} />}
        {waiting > 0 && (
          <Alert color="blue" title={t('waiting', { count: waiting })}>
            <Text mb="xs">{t(isKept ? 'kept' : 'not-kept')}</Text>
            <Button onClick={outbox.send}>{t('send-now')}</Button>
          </Alert>
        )}
        {stuck.map((lesson) => (
          <OfLesson key={lesson} {...{ lesson, outbox, queue }} />
        ))}
      </Stack>
    </Page>
  );
}

type Props = { lesson: string; outbox: Outbox; queue: Queue };

function OfLesson({ lesson, outbox, queue }: Props) {
  const t = useTexts(outboxTexts);
  const words = useTexts(lessonTexts);
  const subject = useSubject();
  const { day } = useFormats();
  const { data, error } = useApi<LessonView>(`/school/lessons/${lesson}`);
  const own = queue.filter((edit) => !isWaiting(edit) && partsOf(edit.place).lesson === lesson);
  if (error && !data)
    return (
      <Alert color="red" title={t('gone', { why: error.message })}>
        <Button variant="default" onClick={() => own.forEach(({ id }) => outbox.decide(id, 'theirs'))}>
          {t('forget')}
        </Button>
      </Alert>
    );
  if (!data) return null;
  const nameOf = (pupil: string) => data.pupils.find(({ id }) => id === pupil)?.name ?? '';
  return (
    <section aria-label={words('lesson', { number: data.number, class: data.class, subject: subject(data) })}>
      <h2>{words('lesson', { number: data.number, class: data.class, subject: subject(data) })}</h2>
      <Text mb="xs">
        {day(data.day)}{' '}
        <Link {...{ to: '/school/journal' as '/', search: { day: data.day, lesson } as never }}>{t('open')}</Link>
      </Text>
      <Stack gap="md">
        <Undecided {...{ outbox, queue, nameOf }} lessons={[lesson]} dictionary={data.dictionary} />
      </Stack>
    </section>
  );
}
