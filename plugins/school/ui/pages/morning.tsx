import type { ReactNode } from 'react';
import { IconPhone, IconSunrise } from '@tabler/icons-react';
import {
  Button,
  EmptyState,
  ErrorState,
  Group,
  Link,
  PageSkeleton,
  Stack,
  Text,
  useApi,
  useFormats,
  useTexts,
} from '@regiso/core/ui';
import type { MorningBoard } from '../../shared/morning';
import { OwnClass } from '../classes/OwnClass';
import diary from '../diary/Diary.module.css';
import { excuseTexts } from '../excuses/texts';
import { useSubject, useWords } from '../journal/words';
import { morningTexts } from '../morning/texts';
import { texts } from '../texts';

/** What a class teacher asks first: who is away and why, whom to call, who stands in, who has failed. */
export default function Morning() {
  const t = useTexts(morningTexts);
  const titles = useTexts(texts);
  return (
    <OwnClass
      title={titles('morning')}
      lead={t('lead')}
      label={t('class')}
      none={<EmptyState icon={IconSunrise} title={t('none')} what={t('none.what')} />}
    >
      {({ id }) => <Board key={id} id={id} />}
    </OwnClass>
  );
}

function Board({ id }: { id: string }) {
  const t = useTexts(morningTexts);
  const { day, number } = useFormats();
  const { data, error, isFetching, refetch } = useApi<MorningBoard>(`/school/classes/${id}/morning`);
  if (error && !data) return <ErrorState error={error} retry={() => void refetch()} />;
  if (!data) return <PageSkeleton />;
  const said = {
    day: day(data.day),
    pupils: number(data.pupils),
    taken: number(data.taken),
    lessons: number(data.lessons),
  };
  return (
    <>
      <Group justify="space-between">
        <Text>{t(data.lessons ? 'today' : 'today.free', said)}</Text>
        <Button variant="default" loading={isFetching} onClick={() => void refetch()}>
          {t('again')}
        </Button>
      </Group>
      <div className={diary.columns}>
        <Stack gap="lg">
          <ToCall of={data.toCall} />
          <Noted of={data.noted} />
        </Stack>
        <Stack gap="lg">
          <Excused of={data.excused} />
          <Substitutions of={data.substitutions} />
          {data.cancelled.length > 0 && <Cancelled of={data.cancelled} />}
          <Low of={data.low} />
        </Stack>
      </div>
    </>
  );
}

type PartProps = {
  name: 'to-call' | 'noted' | 'excused' | 'substitutions' | 'cancelled' | 'low';
  count: number;
  children: ReactNode;
};

function Part({ name, count, children }: PartProps) {
  const t = useTexts(morningTexts);
  return (
    <section className={diary.section} aria-label={t(name)}>
      <h2>{count ? `${t(name)}: ${count}` : t(name)}</h2>
      {count ? <ul className={diary.lessons}>{children}</ul> : <Text c="dimmed">{t(`${name}.none`)}</Text>}
    </section>
  );
}

function ToCall({ of }: { of: MorningBoard['toCall'] }) {
  const t = useTexts(morningTexts);
  const { briefDay } = useFormats();
  return (
    <Part name="to-call" count={of.length}>
      {of.map(({ id, name, days, guardians }) => (
        <li key={id} className={diary.subject}>
          <h3>{name}</h3>
          <Text>{days.map(({ day, lessons }) => t('days', { day: briefDay(day), count: lessons })).join('; ')}</Text>
          {!guardians.length && <Text c="dimmed">{t('no-guardian')}</Text>}
          {guardians.map((one) =>
            one.phone ? (
              <Button
                key={one.name}
                component="a"
                variant="default"
                href={`tel:${one.phone.replace(/[^+\d]/g, '')}`}
                leftSection={<IconPhone size={20} aria-hidden />}
                h="auto"
                py="xs"
                styles={{ label: { whiteSpace: 'normal' } }}
              >
                {t('call', { name: one.name, phone: one.phone })}
              </Button>
            ) : (
              <Text key={one.name} c="dimmed">
                {t('no-phone', { name: one.name })}
              </Text>
            ),
          )}
        </li>
      ))}
    </Part>
  );
}

function Noted({ of }: { of: MorningBoard['noted'] }) {
  const t = useTexts(morningTexts);
  const words = useWords();
  const subject = useSubject();
  return (
    <Part name="noted" count={of.length}>
      {of.map(({ id, name, lessons }) => (
        <li key={id} className={diary.subject}>
          <h3>{name}</h3>
          {lessons.map((lesson) => {
            const code = `${words(lesson)} (${lesson.letter})`;
            const what = lesson.lateMinutes ? t('late', { what: code, minutes: lesson.lateMinutes }) : code;
            return (
              <Text key={`${lesson.number}/${lesson.subject}`}>
                {`${t('lesson', { number: lesson.number, subject: subject(lesson) })}: ${what}`}
              </Text>
            );
          })}
        </li>
      ))}
    </Part>
  );
}

function Excused({ of }: { of: MorningBoard['excused'] }) {
  const t = useTexts(morningTexts);
  const excuses = useTexts(excuseTexts);
  const { days, day } = useFormats();
  return (
    <Part name="excused" count={of.length}>
      {of.map(({ id, name, from, to, reason, isAccepted }) => (
        <li key={id} className={diary.subject}>
          <h3>{name}</h3>
          <Text>
            {t('excused.one', {
              days: from === to ? day(from) : days(from, to),
              reason: excuses(`reason.${reason}`).toLowerCase(),
            })}
          </Text>
          <Text size="sm" c="dimmed">
            {t(isAccepted ? 'excused.accepted' : 'excused.sent')}
          </Text>
          {!isAccepted && <Link to={'/school/excuses' as '/'}>{t('answer')}</Link>}
        </li>
      ))}
    </Part>
  );
}

function Substitutions({ of }: { of: MorningBoard['substitutions'] }) {
  const t = useTexts(morningTexts);
  const subject = useSubject();
  return (
    <Part name="substitutions" count={of.length}>
      {of.map((lesson) => (
        <li key={lesson.id} className={diary.subject}>
          <h3>{t('lesson', { number: lesson.number, subject: subject(lesson) })}</h3>
          <Text>
            {[
              t('instead', { teacher: lesson.teacher ?? t('nobody'), absent: lesson.absent ?? t('nobody') }),
              ...(lesson.room ? [t('room', { room: lesson.room })] : []),
            ].join(', ')}
          </Text>
        </li>
      ))}
    </Part>
  );
}

function Cancelled({ of }: { of: MorningBoard['cancelled'] }) {
  const t = useTexts(morningTexts);
  const subject = useSubject();
  return (
    <Part name="cancelled" count={of.length}>
      {of.map((lesson) => (
        <li key={lesson.id} className={diary.subject}>
          <h3>{t('lesson', { number: lesson.number, subject: subject(lesson) })}</h3>
        </li>
      ))}
    </Part>
  );
}

function Low({ of }: { of: MorningBoard['low'] }) {
  const t = useTexts(morningTexts);
  const subject = useSubject();
  const { briefDay } = useFormats();
  return (
    <Part name="low" count={of.length}>
      {of.map(({ id, name, marks }) => (
        <li key={id} className={diary.subject}>
          <h3>{name}</h3>
          <Text>{marks.map((mark) => t('mark', { subject: subject(mark), day: briefDay(mark.day) })).join('; ')}</Text>
        </li>
      ))}
    </Part>
  );
}
