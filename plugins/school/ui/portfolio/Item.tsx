import type { ReactNode } from 'react';
import { IconArrowBackUp, IconCheck, IconClock } from '@tabler/icons-react';
import { Badge, Text, useFormats, useTexts } from '@regiso/core/ui';
import type { PortfolioItem, PortfolioKind } from '../../shared/portfolio';
import { useWords } from '../journal/words';
import styles from './Portfolio.module.css';
import { portfolioTexts } from './texts';

const looks = {
  waiting: { color: 'blue', icon: IconClock },
  verified: { color: 'green', icon: IconCheck },
  returned: { color: 'yellow', icon: IconArrowBackUp },
} as const;

/** «Олимпиада · Региональный · 12 марта 2026» */
function useFacts(kinds: readonly PortfolioKind[]) {
  const t = useTexts(portfolioTexts);
  const words = useWords();
  const { day } = useFormats();
  return ({ kind, level, heldOn }: Pick<PortfolioItem, 'kind' | 'level' | 'heldOn'>) => {
    const known = kinds.find(({ code }) => code === kind);
    return [known && words(known), t(`level.${level}`), day(heldOn)].filter(Boolean).join(' · ');
  };
}

type Props = {
  item: PortfolioItem;
  kinds: readonly PortfolioKind[];
  /** Whose it is, in a list of several pupils. */
  name?: string;
  /** What can be done with it. */
  children?: ReactNode;
};

/** An achievement: what it says, what the school said of it, its history. */
export function Item({ item, kinds, name, children }: Props) {
  const t = useTexts(portfolioTexts);
  const { briefInstant } = useFormats();
  const facts = useFacts(kinds);
  const { title, result, description, state, reason, decidedIn, decidedAt } = item;
  const { color, icon: Sign } = looks[state];
  return (
    <li className={styles.item}>
      <div className={styles.head}>
        <h3>{name ? `${name}: ${title}` : title}</h3>
        <Badge color={color} variant="light" miw="max-content" leftSection={<Sign size={14} aria-hidden />}>
          {t(`state.${state}`)}
        </Badge>
      </div>
      <Text c="dimmed">{facts(item)}</Text>
      {result && <Text fw={600}>{result}</Text>}
      {description && <Text className={styles.text ?? ''}>{description}</Text>}
      {decidedAt && (
        <Text size="sm" c="dimmed">
          {t('answered', { school: decidedIn ?? '', at: briefInstant(decidedAt) })}
        </Text>
      )}
      {reason && <Text className={styles.reason ?? ''}>{t('reason', { reason })}</Text>}
      {children}
      <History item={item} facts={facts} />
    </li>
  );
}

function History({ item: { title, history }, facts }: { item: PortfolioItem; facts: ReturnType<typeof useFacts> }) {
  const t = useTexts(portfolioTexts);
  const { briefInstant } = useFormats();
  if (history.length < 2) return null;
  return (
    <details className={styles.screen}>
      <summary aria-label={t('history.of', { title })}>{t('history')}</summary>
      <ul className={styles.history}>
        {history.map(({ at, what, reason, before }) => (
          <li key={at + what}>
            {t('step.at', { at: briefInstant(at), what: t(`step.${what}`) })}
            {reason && `: ${reason}`}
            {before && (
              <div>
                {t('step.before', {
                  before: [before.title, facts(before), before.result, before.description].filter(Boolean).join(' · '),
                })}
              </div>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
