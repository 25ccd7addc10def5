import { useState } from 'react';
import { Button, Stack, Text, useFormats, useTexts } from '@regiso/core/ui';
import { howMany, sumsOf } from '../../shared/average';
import type { DiaryMarks } from '../../shared/diary';
import { useWords } from '../journal/words';
import styles from './Diary.module.css';
import { useKind } from './Mark';
import { diaryTexts } from './texts';

type Props = { title: string; subject: DiaryMarks['subjects'][number]; diary: DiaryMarks };

/** How an average was counted: the marks, the weights, the sum; and what would give a better one. */
export function Explained({ title, subject, diary }: Props) {
  const t = useTexts(diaryTexts);
  const [isOpen, open] = useState(false);
  return (
    <div>
      <Button
        variant="subtle"
        size="compact-md"
        aria-expanded={isOpen}
        aria-label={`${t('how')}: ${title}`}
        onClick={() => open(!isOpen)}
      >
        {t('how')}
      </Button>
      {isOpen && (
        <Stack gap="xs" mt="xs">
          <Text>{t('how.rule')}</Text>
          <Marks title={title} marks={subject.marks} />
          <Formula subject={subject} />
          {([4, 5] as const).map((mark) => (
            <Gives key={mark} mark={mark} subject={subject} diary={diary} />
          ))}
          <Text size="sm" c="dimmed">
            {t('gives.note')}
          </Text>
        </Stack>
      )}
    </div>
  );
}

function Marks({ title, marks }: { title: string; marks: Props['subject']['marks'] }) {
  const t = useTexts(diaryTexts);
  const kind = useKind();
  const { briefDay } = useFormats();
  return (
    <table className={styles.table} aria-label={t('how.table', { subject: title })}>
      <thead>
        <tr>
          <th scope="col">{t('how.day')}</th>
          <th scope="col">{t('how.work')}</th>
          <th scope="col">{t('how.mark')}</th>
          <th scope="col">{t('how.weight')}</th>
        </tr>
      </thead>
      <tbody>
        {marks.map((mark, at) => (
          <tr key={at}>
            <td>{briefDay(mark.day).slice(0, 5)}</td>
            <td>{kind(mark)}</td>
            <td>{mark.value}</td>
            <td>{mark.weight}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Formula({ subject: { marks, average } }: Pick<Props, 'subject'>) {
  const t = useTexts(diaryTexts);
  const { number } = useFormats();
  const { product, weight } = sumsOf(marks);
  return (
    <Text>
      {t('how.formula', {
        terms: marks.map((mark) => `${mark.value}·${mark.weight}`).join(' + '),
        weights: marks.map((mark) => mark.weight).join(' + '),
        ...{ product, weight, average: number(average ?? 0, 2) },
      })}
    </Text>
  );
}

function Gives({ mark, subject: { marks }, diary: { thresholds, kinds } }: Omit<Props, 'title'> & { mark: 4 | 5 }) {
  const t = useTexts(diaryTexts);
  const { number } = useFormats();
  const words = useWords();
  const least = mark === 4 ? thresholds.four : thresholds.five;
  const threshold = number(least, 2);
  const ways = ['answer', 'control'].flatMap((code) => {
    const kind = kinds.find((one) => one.code === code);
    const count = kind && howMany(marks, least, { value: 5, weight: kind.weight });
    return kind && count ? [t('gives.way', { count, work: words(kind) })] : [];
  });
  const isThere = howMany(marks, least, { value: 5, weight: 1 }) === 0;
  const said = isThere
    ? t('gives.there', { threshold, mark })
    : ways.length
      ? t('gives.how', { threshold, ways: ways.join(t('or')) })
      : t('gives.never', { threshold });
  return (
    <div>
      <Text fw={600}>{t('gives', { mark })}</Text>
      <Text>{said}</Text>
    </div>
  );
}
