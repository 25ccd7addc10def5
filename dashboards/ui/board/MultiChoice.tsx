import { useEffect, useId, useRef, useState, type FocusEvent, type KeyboardEvent, type RefObject } from 'react';
import { Button, Checkbox, Input, TextInput } from '@regiso/core/ui';
import { IconChevronDown } from '@tabler/icons-react';
import type { FilterView } from '../../shared';
import { useSpeech } from '../figures';
import type { Value } from '../../shared/choice';
import styles from './FilterBar.module.css';

type Props = { filter: FilterView; chosen: readonly Value[]; onChoose: (values: readonly Value[]) => void };

const searchFrom = 9;

/** Several values of a dimension, ticked in a list below; the button says which. */
export function MultiChoice({ filter: { title, options }, chosen, onChoose }: Props) {
  const { t } = useSpeech();
  const id = useId();
  const place = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  useClickOutside(place, isOpen, () => setOpen(false));
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !isOpen) return;
    event.stopPropagation();
    close();
  };
  const onBlur = ({ relatedTarget, currentTarget }: FocusEvent) => {
    if (relatedTarget && !currentTarget.contains(relatedTarget)) setOpen(false);
  };
  const wordsOf = (value: Value) =>
    options.find((option) => option.value === value)?.title ?? value ?? t('filters.unknown');
  const [first] = chosen;
  const more = chosen.length - 1;
  const said =
    first === undefined
      ? t('filters.all')
      : more
        ? t('filters.more', { first: wordsOf(first), count: more })
        : wordsOf(first);
  return (
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions -- Escape of anything inside closes the list
    <div ref={place} className={styles.field} onKeyDown={onKeyDown} onBlur={onBlur}>
      <Input.Label labelElement="div" id={`${id}-label`}>
        {title}
      </Input.Label>
      <Button
        ref={button}
        id={`${id}-button`}
        className={styles.opener ?? ''}
        variant="default"
        fullWidth
        justify="space-between"
        rightSection={<IconChevronDown size={18} />}
        aria-labelledby={`${id}-label ${id}-button`}
        aria-expanded={isOpen}
        aria-controls={`${id}-list`}
        onClick={() => setOpen(!isOpen)}
      >
        {said}
      </Button>
      {isOpen && (
        <div id={`${id}-list`} className={styles.list} role="group" aria-labelledby={`${id}-label`}>
          <Choices options={options} chosen={chosen} onChoose={onChoose} onDone={close} />
        </div>
      )}
    </div>
  );
}

function useClickOutside(place: RefObject<HTMLElement | null>, isOpen: boolean, action: () => void) {
  const latest = useRef(action);
  useEffect(() => {
    latest.current = action;
  });
  useEffect(() => {
    if (!isOpen) return;
    const onDown = ({ target }: PointerEvent) => {
      if (!place.current?.contains(target as Node)) latest.current();
    };
    document.addEventListener('pointerdown', onDown);
    return () => document.removeEventListener('pointerdown', onDown);
  }, [place, isOpen]);
}

type ChoicesProps = Omit<Props, 'filter'> & { options: FilterView['options']; onDone: () => void };

function Choices({ options, chosen, onChoose, onDone }: ChoicesProps) {
  const { t } = useSpeech();
  const [sought, setSought] = useState('');
  const found = options.filter(({ title }) => title.toLowerCase().includes(sought.trim().toLowerCase()));
  const flip = (value: string) =>
    onChoose(chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value]);
  return (
    <>
      {options.length >= searchFrom && (
        <TextInput
          aria-label={t('filters.find')}
          placeholder={t('filters.find')}
          value={sought}
          onChange={({ currentTarget }) => setSought(currentTarget.value)}
        />
      )}
      <ul className={styles.options}>
        {found.map(({ value, title }) => (
          <li key={value}>
            <Checkbox label={title} checked={chosen.includes(value)} onChange={() => flip(value)} />
          </li>
        ))}
        {!found.length && <li>{t('filters.nothing')}</li>}
      </ul>
      <div className={styles.choiceActions}>
        <Button variant="subtle" size="compact-md" disabled={!chosen.length} onClick={() => onChoose([])}>
          {t('filters.clear')}
        </Button>
        <Button size="compact-md" onClick={onDone}>
          {t('filters.done')}
        </Button>
      </div>
    </>
  );
}
