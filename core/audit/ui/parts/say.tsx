import { IconClock, IconLock } from '@tabler/icons-react';
import { useFormats, useLanguage, useTexts } from '@regiso/core/ui';
import { useNames } from '../../../access/ui/names';
import styles from '../Audit.module.css';
import { detailWords, valueWords } from '../detail-words';
import { useEvents, type RowView } from '../model';
import { objectWords, type Pair } from '../object-words';
import { rowTexts } from '../row-texts';

/** How rows are said in words. */
export function useSay() {
  const t = useTexts(rowTexts);
  const names = useNames();
  const { language } = useLanguage();
  const { words, plugin } = useEvents();
  const { day, number } = useFormats();
  const told = (pairs: Readonly<Record<string, Pair>>, key: string) => pairs[key]?.[language === 'en' ? 1 : 0] ?? key;
  const processName = (name: string) => (name === 'sign-in' ? t('process.sign-in') : t('process', { name }));
  const account = (one: { id: string; name: string | null } | null) => one && (one.name ?? t('unknown'));
  const plain = (name: string, value: unknown): string => {
    if (typeof value === 'boolean') return t(value ? 'yes' : 'no');
    if (typeof value === 'number') return number(value);
    if (Array.isArray(value)) return value.map((one) => plain(name, one)).join(', ');
    if (typeof value !== 'string') return JSON.stringify(value);
    if (/^\d{4}-\d\d-\d\d$/.test(value)) return day(value);
    if (name === 'by' || name === 'method') return told(valueWords, value);
    if (name === 'event') return words(value);
    if (name === 'plugin') return plugin(value);
    if (name === 'subsystem' || name === 'subsystems') return names.subsystem(value);
    return name === 'role' || name === 'roles' ? names.role(value) : value;
  };
  return {
    event: words,
    account,
    who: ({ actor, process }: RowView) => account(actor) ?? (process ? processName(process) : t('nobody')),
    roles: ({ roles }: RowView) => roles.map(names.role).join(', '),
    object: (type: string) => told(objectWords, type),
    detail: (name: string) => told(detailWords, name),
    value: plain,
  };
}

/** Of a UUID its end, which tells records of one moment apart; other numbers are short. */
export const briefNumber = (id: string) => (/^[0-9a-f-]{36}$/.test(id) ? `…${id.slice(-8)}` : id);

/** Whether the row stands in a signed block, by a word and a sign. */
export function SealMark({ sealed }: { sealed: boolean }) {
  const t = useTexts(rowTexts);
  const Icon = sealed ? IconLock : IconClock;
  return (
    <span className={styles.mark}>
      <Icon size={16} aria-hidden />
      {t(sealed ? 'sealed' : 'unsealed')}
    </span>
  );
}
