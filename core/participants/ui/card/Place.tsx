import { useState } from 'react';
import { IconMapPin } from '@tabler/icons-react';
import { Anchor, useTexts } from '@regiso/core/ui';
import type { Card } from '../choices';
import { wordTexts } from '../word-texts';
import styles from './Card.module.css';
import { Facts } from './Facts';
import { Section } from './Section';
import { SmallMap } from './SmallMap';
import { pointText, steps, type Point } from './small-map';
import { cardTexts } from './texts';

/** Address, coordinates and a small map of the organisation among the neighbouring towns. */
export function Place({ card }: { card: Card }) {
  const t = useTexts(cardTexts);
  const words = useTexts(wordTexts);
  const [step, setStep] = useState(1);
  const own = pointOf(card);
  const buildings = card.buildings.flatMap((building) => pointOf(building) ?? []);
  const point = own ?? buildings[0];
  const kind = card.settlementKind && words(`settlement.${card.settlementKind as 'urban'}`).toLowerCase();
  return (
    <Section title={t('card.place')}>
      <Facts
        facts={[
          { name: words('field.address'), value: card.address, copy: card.address },
          { name: words('field.settlement'), value: [card.settlement, kind].filter(Boolean).join(', ') || null },
          { name: words('field.point'), value: own && pointText(own), copy: own && pointText(own) },
        ]}
      />
      {!point && <p className={styles.note}>{t('card.place.none')}</p>}
      {point && (
        <SmallMap
          name={card.shortName}
          point={point}
          buildings={buildings}
          widthKm={steps[step] ?? steps[0]}
          onNear={step < steps.length - 1 ? () => setStep(step + 1) : undefined}
          onFar={step > 0 ? () => setStep(step - 1) : undefined}
        />
      )}
      {point && (
        <p className={styles.note}>
          <Anchor href={`/map?lat=${point.lat.toFixed(5)}&lon=${point.lon.toFixed(5)}&z=14`} target="_blank">
            <IconMapPin size={16} aria-hidden /> {t('card.place.on-map')}
          </Anchor>
        </p>
      )}
    </Section>
  );
}

const pointOf = ({ lat, lon }: { lat: number | null; lon: number | null }): Point | null =>
  lat === null || lon === null ? null : { lat, lon };
