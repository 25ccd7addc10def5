import { Link, useFormats, useTexts } from '@regiso/core/ui';
import { cardAddress } from '../addresses';
import type { Card } from '../choices';
import { StatusBadge } from '../StatusBadge';
import styles from './Card.module.css';
import { Section } from './Section';
import { cardTexts } from './texts';

/** Head and branches; nothing for an organisation that stands alone. */
export function Family({ card: { parent, branches, branchCount } }: { card: Card }) {
  const t = useTexts(cardTexts);
  const { number } = useFormats();
  if (!parent && !branchCount) return null;
  return (
    <Section title={t('card.family')} beside={branchCount > 0 && number(branchCount)}>
      <ul className={styles.list}>
        {parent && (
          <li>
            <Link to={cardAddress(parent.id) as '/'}>{parent.name}</Link>
            <span className={styles.nothing}>{t('card.family.head')}</span>
          </li>
        )}
        {branches.map(({ id, name, status }) => (
          <li key={id}>
            <Link to={cardAddress(id) as '/'}>{name}</Link>
            {status !== 'active' && <StatusBadge status={status} />}
          </li>
        ))}
      </ul>
      {branchCount > branches.length && (
        <p className={styles.note}>{t('card.family.more', { shown: branches.length, total: branchCount })}</p>
      )}
    </Section>
  );
}
