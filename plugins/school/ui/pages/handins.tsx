import { useState, type KeyboardEvent } from 'react';
import { IconNotebook } from '@tabler/icons-react';
import {
  EmptyState,
  Link,
  Page,
  Stack,
  Text,
  useApi,
  useFormats,
  useParam,
  useTexts,
  useUrlState,
} from '@regiso/core/ui';
import type { LessonHandin } from '../../shared/handins';
import type { LessonView } from '../../shared/journal';
import { HandinState } from '../diary/HandIn';
import { handinTexts } from '../diary/handin-texts';
import styles from '../handins/Handins.module.css';
import { Work } from '../handins/Work';
import { useSubject } from '../journal/words';
import { texts } from '../texts';

/** Works that were handed in at a lesson: who, when, what; each is looked at and answered, one after another. */
export default function Handins() {
  const t = useTexts(handinTexts);
  const titles = useTexts(texts);
  const subject = useSubject();
  const { day } = useFormats();
  const id = useParam('lesson');
  const lesson = useApi<LessonView>(`/school/lessons/${id}`);
  const works = useApi<LessonHandin[]>(`/school/lessons/${id}/handins`);
  const error = (!lesson.data && lesson.error) || (!works.data && works.error) || undefined;
  const of = lesson.data;
  return (
    <Page
      title={titles('handins')}
      lead={t('lead')}
      breadcrumbs={[{ title: titles('now'), to: '/school/journal' }]}
      loading={!lesson.data || !works.data}
      error={error}
      retry={() => void Promise.all([lesson.refetch(), works.refetch()])}
    >
      {of && works.data && (
        <Stack gap="md">
          <div>
            <Link {...{ to: '/school/journal' as '/', search: { day: of.day, lesson: id } as never }}>
              {[t('lesson', { number: of.number, class: of.class, subject: subject(of) }), day(of.day)].join(' · ')}
            </Link>
            {of.homework && <Text>{t('task', { homework: of.homework })}</Text>}
            {of.locked === 'foreign' && <Text c="dimmed">{t('foreign')}</Text>}
          </div>
          <Looked lesson={of} works={works.data} />
        </Stack>
      )}
    </Page>
  );
}

type Props = { lesson: LessonView; works: readonly LessonHandin[] };

function Looked({ lesson, works }: Props) {
  const t = useTexts(handinTexts);
  const [{ work: wanted }, choose] = useUrlState({ work: '' });
  const [drafts, setDrafts] = useState<Readonly<Record<string, string>>>({});
  const [moved, setMoved] = useState('');
  const chosen = works.find(({ id }) => id === wanted) ?? works.find(({ state }) => state === 'sent') ?? works[0];
  const at = works.findIndex(({ id }) => id === chosen?.id);
  const move = (to: LessonHandin | undefined) => {
    if (!to) return;
    setMoved(to.id);
    choose({ work: to.id });
  };
  const next = () => [...works.slice(at + 1), ...works.slice(0, at)].find(({ state }) => state === 'sent') ?? chosen;
  if (!chosen) return <EmptyState icon={IconNotebook} title={t('none')} what={t('none.what')} />;
  return (
    <div className={styles.columns}>
      <Work
        key={chosen.id}
        address={`/school/lessons/${lesson.id}/handins`}
        work={chosen}
        at={{ number: at + 1, all: works.length }}
        mayAnswer={lesson.locked !== 'foreign'}
        draft={drafts[chosen.id] ?? ''}
        write={(draft) => setDrafts((kept) => ({ ...kept, [chosen.id]: draft }))}
        go={(by) => move(works[at + by])}
        answered={() => move(next())}
        takesFocus={moved === chosen.id}
      />
      <div className={styles.side}>
        <Sent {...{ works, chosen }} choose={(id) => choose({ work: id })} />
        <Missing {...{ lesson, works }} />
        {lesson.locked !== 'foreign' && (
          <Text size="sm" c="dimmed" visibleFrom="md">
            {t('keys')}
          </Text>
        )}
      </div>
    </div>
  );
}

type SentProps = { works: readonly LessonHandin[]; chosen: LessonHandin; choose: (id: string) => void };

function Sent({ works, chosen, choose }: SentProps) {
  const t = useTexts(handinTexts);
  const press = (event: KeyboardEvent<HTMLUListElement>) => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const buttons = [...event.currentTarget.querySelectorAll('button')];
    const to = by && buttons[buttons.findIndex((one) => one === document.activeElement) + by];
    if (!to) return;
    event.preventDefault();
    to.focus();
    to.click();
  };
  return (
    <nav aria-label={t('handed', { count: works.length })}>
      <h2>{t('handed', { count: works.length })}</h2>
      {/* Arrows are a shorter way: each button is reached and pressed without them. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <ul className={styles.list} onKeyDown={press}>
        {works.map((work) => (
          <li key={work.id}>
            <button type="button" aria-current={work.id === chosen.id || undefined} onClick={() => choose(work.id)}>
              {work.name}
              <HandinState state={work.state} isLate={work.isLate} isPlain />
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Missing({ lesson: { homework, parts, pupils }, works }: Props) {
  const t = useTexts(handinTexts);
  const sent = new Set(works.map(({ pupilId }) => pupilId));
  const set = new Set(parts.flatMap(({ pupilIds }) => pupilIds));
  const missing = pupils.filter(({ id }) => !sent.has(id) && (homework !== null || set.has(id)));
  if (!missing.length) return null;
  return (
    <section aria-label={t('missing', { count: missing.length })}>
      <h2>{t('missing', { count: missing.length })}</h2>
      <ul className={styles.missing}>
        {missing.map(({ id, name }) => (
          <li key={id}>
            <Text c="dimmed">{name}</Text>
          </li>
        ))}
      </ul>
    </section>
  );
}
