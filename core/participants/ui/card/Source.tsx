import { useFormats, useTexts } from '@regiso/core/ui';
import type { Card } from '../choices';
import { Facts } from './Facts';
import { Section } from './Section';
import { cardTexts } from './texts';

/** Where the record is from, whom it credits, and since when it stands. */
export function Source({ card }: { card: Card }) {
  const t = useTexts(cardTexts);
  const { instant } = useFormats();
  const codes = Object.entries(card.externalIds).map(([name, code]) => `${name.toUpperCase()} ${code}`);
  const source = [...new Set([card.source, card.attribution].filter(Boolean))].join('. ');
  return (
    <Section title={t('card.source')}>
      <Facts
        facts={[
          { name: t('card.source'), value: source },
          ...(codes.length ? [{ name: t('card.source.external'), value: codes.join(', ') }] : []),
          { name: t('card.source.created'), value: instant(card.createdAt) },
          { name: t('card.source.changed'), value: instant(card.changedAt) },
        ]}
      />
    </Section>
  );
}
