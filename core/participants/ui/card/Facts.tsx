import type { ReactNode } from 'react';
import { CopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { ActionIcon, useTexts } from '@regiso/core/ui';
import { wordTexts } from '../word-texts';
import styles from './Card.module.css';
import { cardTexts } from './texts';

export type Fact = { name: string; value: ReactNode; copy?: string | null };

/** Names and values; what is empty says so. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  const t = useTexts(wordTexts);
  return (
    <dl className={styles.facts}>
      {facts.map(({ name, value, copy }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            {value ?? <span className={styles.nothing}>{t('not-given')}</span>}
            {copy && <Copy name={name} value={copy} />}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Copy({ name, value }: { name: string; value: string }) {
  const t = useTexts(cardTexts);
  return (
    <CopyButton value={value} timeout={2_000}>
      {({ copied, copy }) => (
        <ActionIcon
          variant="subtle"
          size="md"
          className={styles.copy ?? ''}
          onClick={copy}
          aria-label={copied ? t('card.copied') : t('card.copy', { what: name })}
          title={copied ? t('card.copied') : t('card.copy', { what: name })}
        >
          {copied ? <IconCheck size={18} /> : <IconCopy size={18} />}
        </ActionIcon>
      )}
    </CopyButton>
  );
}
