import { useState } from 'react';
import { Button, Link, Text, useFormats, useTexts } from '@regiso/core/ui';
import type { WaitingHandins } from '../../shared/handins';
import { handinTexts } from '../diary/handin-texts';
import { useSubject } from '../journal/words';
import styles from './Handins.module.css';

const shownFirst = 4;

/** Lessons with works that nobody has answered yet, the earliest first. */
export function Waiting({ lessons }: { lessons: readonly WaitingHandins[] }) {
  const t = useTexts(handinTexts);
  const subject = useSubject();
  const { briefDay } = useFormats();
  const [isAll, setAll] = useState(false);
  if (!lessons.length) return null;
  const title = t('waiting', { count: lessons.reduce((sum, { waiting }) => sum + waiting, 0) });
  return (
    <section aria-label={title}>
      <Text fw={600}>{title}</Text>
      <ul className={styles.waiting}>
        {(isAll ? lessons : lessons.slice(0, shownFirst)).map((lesson) => (
          <li key={lesson.id}>
            <Link {...{ to: `/school/handins/${lesson.id}` as '/' }}>
              {t('waiting.of', {
                ...{ class: lesson.class, subject: subject(lesson) },
                ...{ day: briefDay(lesson.day), count: lesson.waiting },
              })}
            </Link>
          </li>
        ))}
        {!isAll && lessons.length > shownFirst && (
          <li>
            <Button variant="subtle" size="compact-md" onClick={() => setAll(true)}>
              {t('waiting.all')}
            </Button>
          </li>
        )}
      </ul>
    </section>
  );
}
