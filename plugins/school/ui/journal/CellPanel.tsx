import { useState, type ReactNode } from 'react';
import { Button, Checkbox, Group, NumberInput, Text, TextInput, useTexts } from '@regiso/core/ui';
import { markValues } from '../../shared/codes';
import type { CellView, Dictionary, MarkView } from '../../shared/journal';
import { CellHistory } from './CellHistory';
import styles from './Journal.module.css';
import { cellTexts } from './texts';
import { isAway, markAt, withAttendance, withMark, withoutMark } from './typing';
import { useWords } from './words';

type Props = {
  /** No cell was chosen yet: a phone needs the room. */
  isIdle: boolean;
  name: string;
  cell: CellView;
  dictionary: Dictionary;
  kinds: readonly [MarkView['kind'], MarkView['kind']];
  isMarked: boolean;
  isLocked: boolean;
  change: (cell: CellView) => void;
  history: string;
  /** The way to ask for a change where nothing changes any more. */
  ask?: ReactNode;
};

/** All of one cell by touch: attendance, both marks, comment, history. */
export function CellPanel({ isIdle, name, cell, dictionary, kinds, isMarked, isLocked, change, history, ask }: Props) {
  const t = useTexts(cellTexts);
  const places = isMarked ? ([1, 2] as const) : [];
  return (
    <section className={`${styles.panel} ${styles.cell}`} aria-label={name} data-idle={isIdle || undefined}>
      <Text fw={600}>{name}</Text>
      <AttendanceButtons {...{ cell, dictionary, isLocked, change }} />
      {places.map((place) => (
        <PlaceOfMark
          key={place}
          {...{ cell, dictionary, isLocked, change, place }}
          kind={kinds[place - 1] ?? 'answer'}
        />
      ))}
      <CellHistory key={history} address={history} version={cell.version} dictionary={dictionary} />
      {ask}
      {isLocked && !cell.marks.length && !cell.attendance && <Text c="dimmed">{t('nothing')}</Text>}
    </section>
  );
}

type PartProps = Pick<Props, 'cell' | 'dictionary' | 'isLocked' | 'change'>;

function AttendanceButtons({ cell, dictionary, isLocked, change }: PartProps) {
  const t = useTexts(cellTexts);
  const words = useWords();
  return (
    <div>
      <Text size="sm" c="dimmed" id="attendance-of-cell">
        {t('attendance')}
      </Text>
      <Group gap="xs" role="group" aria-labelledby="attendance-of-cell">
        {[null, ...dictionary.codes].map((code) => (
          <Button
            key={code?.code ?? 'present'}
            size="compact-md"
            variant={cell.attendance === (code?.code ?? null) ? 'filled' : 'default'}
            aria-pressed={cell.attendance === (code?.code ?? null)}
            disabled={isLocked}
            title={code ? words(code) : undefined}
            onClick={() => change(withAttendance(cell, code?.code ?? null))}
          >
            {code ? code.letter : t('present')}
          </Button>
        ))}
      </Group>
      {cell.attendance === 'late' && (
        <NumberInput
          mt="xs"
          label={t('late.minutes')}
          min={1}
          max={45}
          disabled={isLocked}
          value={cell.lateMinutes ?? ''}
          onChange={(minutes) =>
            change({ ...cell, lateMinutes: Number(minutes) >= 1 ? Math.min(45, Number(minutes)) : null })
          }
        />
      )}
    </div>
  );
}

type PlaceProps = PartProps & { place: 1 | 2; kind: MarkView['kind'] };

function PlaceOfMark({ cell, dictionary, isLocked, change, place, kind }: PlaceProps) {
  const t = useTexts(cellTexts);
  const words = useWords();
  const mark = markAt(cell, place);
  const of = dictionary.kinds.find(({ code }) => code === (mark?.kind ?? kind));
  const id = `mark-of-cell-${place}`;
  const give = (value: number) => change(withMark(cell, place, { value, isLate: isAway(dictionary, cell) }));
  return (
    <div>
      <Text size="sm" c="dimmed" id={id}>
        {t(place === 1 ? 'mark.1' : 'mark.2')}
        {of && `: ${words(of)}, ${t('weight', { weight: of.weight })}`}
      </Text>
      <Group gap="xs" role="group" aria-labelledby={id}>
        {markValues.map((value) => (
          <Button
            key={value}
            size="compact-md"
            variant={mark?.value === value ? 'filled' : 'default'}
            aria-pressed={mark?.value === value}
            disabled={isLocked}
            onClick={() => give(value)}
          >
            {value}
          </Button>
        ))}
        <Button
          size="compact-md"
          variant="default"
          disabled={isLocked || !mark}
          onClick={() => change(withoutMark(cell, place))}
        >
          {t('clear')}
        </Button>
      </Group>
      {mark && <MarkDetails key={`${mark.comment}`} {...{ mark, cell, dictionary, isLocked, change }} />}
    </div>
  );
}

function MarkDetails({ mark, cell, dictionary, isLocked, change }: PartProps & { mark: MarkView }) {
  const t = useTexts(cellTexts);
  const [comment, setComment] = useState(mark.comment ?? '');
  const keep = () => {
    const text = comment.trim() || null;
    if (text !== mark.comment) change(withMark(cell, mark.place, { comment: text }));
  };
  return (
    <Group mt="xs" align="end">
      <TextInput
        label={t('comment')}
        description={t('comment.hint')}
        maxLength={300}
        disabled={isLocked}
        value={comment}
        onChange={({ currentTarget: { value } }) => setComment(value)}
        onBlur={keep}
      />
      {(mark.isLate || isAway(dictionary, cell)) && (
        <Checkbox
          label={t('late')}
          checked={mark.isLate}
          disabled={isLocked || isAway(dictionary, cell)}
          onChange={({ currentTarget: { checked } }) => change(withMark(cell, mark.place, { isLate: checked }))}
        />
      )}
    </Group>
  );
}
