import { IconAlertTriangle, IconClock, IconClockExclamation } from '@tabler/icons-react';
import { Badge, useFormats, useLanguage, useTexts } from '@regiso/core/ui';
import { daysBetween, useToday, type State, type Ticket } from './model';
import styles from './Support.module.css';
import { texts } from './texts';

const colours: Record<State, string> = { new: 'blue', 'in-work': 'yellow', 'waiting-author': 'green', solved: 'gray' };

export function StateBadge({ state }: { state: State }) {
  const t = useTexts(texts);
  return (
    <Badge color={colours[state]} variant="light" miw="max-content">
      {t(`state.${state}`)}
    </Badge>
  );
}

/** By when the desk answers: a word and an icon, the colour only beside them. */
export function Due({ ticket: { dueOn, isProvisional }, forAuthor = false }: { ticket: Ticket; forAuthor?: boolean }) {
  const t = useTexts(texts);
  const { day } = useFormats();
  const today = useToday();
  if (!dueOn) return null;
  const left = daysBetween(today, dueOn);
  const isLate = left < 0;
  const isSoon = left === 0;
  const Icon = isLate ? IconAlertTriangle : isSoon && !forAuthor ? IconClockExclamation : IconClock;
  const marks = { 'data-late': (isLate && !forAuthor) || undefined, 'data-soon': (isSoon && !forAuthor) || undefined };
  return (
    <span className={styles.due} {...marks}>
      <Icon size={18} aria-hidden />
      <span>
        {forAuthor ? authorWords() : deskWords()}
        {isProvisional && !isLate && ` (${t('due.provisional')})`}
      </span>
    </span>
  );

  function authorWords() {
    return t(isLate ? 'due.author-late' : 'due.author', { day: day(dueOn ?? '') });
  }
  function deskWords() {
    if (isLate) return t('due.late', { count: -left });
    if (isSoon) return t('due.today');
    return `${t('due.on', { day: day(dueOn ?? '') })}, ${t('due.left', { count: left })}`;
  }
}

/** The name of the body that answers. */
export function useBodyName() {
  const { language } = useLanguage();
  return ({ body, bodyEn }: Pick<Ticket, 'body' | 'bodyEn'>) => (language === 'en' ? bodyEn : body);
}
