import { useState } from 'react';
import { Button, NativeSelect } from '@regiso/core/ui';
import { IconAdjustmentsHorizontal, IconX } from '@tabler/icons-react';
import type { DashboardView, FilterView } from '../../shared';
import { useSpeech } from '../figures';
import { choose, initialChoice, onlyOf, searchOf, type Choice, type Value } from '../../shared/choice';
import styles from './FilterBar.module.css';
import { MultiChoice } from './MultiChoice';

type Props = {
  board: DashboardView;
  choice: Choice;
  onChoose: (choice: Choice) => void;
  nameOf: (dimension: string, value: Value) => string;
  choiceWords: string;
};

/** What the board is narrowed by. On a phone it folds under a button that says the choice. */
export function FilterBar({ board, choice, onChoose, nameOf, choiceWords }: Props) {
  const { t } = useSpeech();
  const [isOpen, setOpen] = useState(false);
  const filters = board.filters.filter(({ by, options }) => options.length > 1 || choice[by]);
  const others = Object.keys(choice).filter(
    (name) => !filters.some(({ by }) => by === name) && !board.drill.includes(name),
  );
  const isChanged = Object.values(searchOf(board, choice)).some(Boolean);
  const set = (name: string, values: readonly Value[]) => onChoose(choose(board, choice, name, values));
  return (
    <section className={styles.bar} aria-label={t('filters')}>
      <Button
        className={styles.fold ?? ''}
        variant="default"
        fullWidth
        justify="flex-start"
        leftSection={<IconAdjustmentsHorizontal size={20} />}
        aria-expanded={isOpen}
        aria-controls="board-filters"
        onClick={() => setOpen(!isOpen)}
      >
        {choiceWords || t('filters')}
      </Button>
      <div id="board-filters" className={styles.fields} data-open={isOpen || undefined}>
        {filters.map((filter) => (
          <Field key={filter.by} board={board} filter={filter} chosen={choice[filter.by] ?? []} onChoose={set} />
        ))}
        {others.map((name) => (
          <Button
            key={name}
            className={styles.chip ?? ''}
            variant="light"
            rightSection={<IconX size={16} />}
            aria-label={t('filters.remove', { title: nameOf(name, choice[name]?.[0] ?? null) })}
            onClick={() => set(name, [])}
          >
            {choice[name]?.map((value) => nameOf(name, value)).join(', ')}
          </Button>
        ))}
        {isChanged && (
          <Button variant="subtle" onClick={() => onChoose(initialChoice(board))}>
            {t('filters.reset')}
          </Button>
        )}
      </div>
    </section>
  );
}

type FieldProps = {
  board: DashboardView;
  filter: FilterView;
  chosen: readonly Value[];
  onChoose: (name: string, values: readonly Value[]) => void;
};

const everything = '';

/** One of many for time and places, several for the rest. */
function Field({ board, filter, chosen, onChoose }: FieldProps) {
  const { t } = useSpeech();
  const { by, title, options, initial } = filter;
  const isSingle = initial !== null || by === board.time || board.drill.includes(by);
  if (!isSingle) return <MultiChoice filter={filter} chosen={chosen} onChoose={(values) => onChoose(by, values)} />;
  const only = onlyOf({ [by]: chosen }, by);
  const known = options.map(({ value, title: label }) => ({ value, label }));
  const isForeign = only && !known.some(({ value }) => value === only);
  return (
    <NativeSelect
      label={title}
      className={styles.field ?? ''}
      value={only ?? everything}
      onChange={({ currentTarget: { value } }) => onChoose(by, value === everything ? [] : [value])}
      data={[
        { value: everything, label: t('filters.all') },
        ...known,
        ...(isForeign ? [{ value: only, label: only }] : []),
      ]}
    />
  );
}
