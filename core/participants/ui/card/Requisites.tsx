import { Anchor, useFormats, useTexts } from '@regiso/core/ui';
import type { Card } from '../choices';
import { wordTexts } from '../word-texts';
import styles from './Card.module.css';
import { Facts } from './Facts';
import { Section } from './Section';
import { cardTexts } from './texts';

/** Names and codes of the organisation. */
export function Requisites({ card }: { card: Card }) {
  const t = useTexts(cardTexts);
  const words = useTexts(wordTexts);
  const features = card.features.map((feature) => words(`feature.${feature as 'preschool-groups'}`));
  return (
    <Section title={t('card.requisites')}>
      <Facts
        facts={[
          { name: words('field.fullName'), value: card.fullName },
          { name: words('field.number'), value: card.number },
          { name: words('field.inn'), value: card.inn, copy: card.inn },
          { name: words('field.kpp'), value: card.kpp, copy: card.kpp },
          { name: words('field.ogrn'), value: card.ogrn, copy: card.ogrn },
          { name: words('field.oktmo'), value: card.oktmo, copy: card.oktmo },
          ...(card.schoolType ? [{ name: words('field.schoolType'), value: card.schoolType }] : []),
          ...(features.length ? [{ name: words('field.features'), value: features.join(', ') }] : []),
        ]}
      />
    </Section>
  );
}

/** How to reach the organisation. */
export function Contacts({ card: { phone, email, website } }: { card: Card }) {
  const t = useTexts(cardTexts);
  const words = useTexts(wordTexts);
  const site = webAddress(website);
  return (
    <Section title={t('card.contacts')}>
      <Facts
        facts={[
          {
            name: words('field.phone'),
            value: phone && <Anchor href={`tel:${phone.replace(/[^+\d]/g, '')}`}>{phone}</Anchor>,
          },
          {
            name: words('field.email'),
            value: email && <Anchor href={`mailto:${email}`}>{email}</Anchor>,
            copy: email,
          },
          {
            name: words('field.website'),
            value: site ? (
              <Anchor href={site} target="_blank" rel="noopener noreferrer">
                {website}
              </Anchor>
            ) : (
              website
            ),
          },
        ]}
      />
    </Section>
  );
}

/** The address to follow; undefined for what is no web address. */
function webAddress(website: string | null): string | undefined {
  if (!website) return undefined;
  const full = /^https?:\/\//i.test(website) ? website : `https://${website}`;
  return /^https?:\/\/[^\s/]+\.[^\s/]+/i.test(full) ? full : undefined;
}

/** Licence and accreditation. */
export function Licence({ card }: { card: Card }) {
  const t = useTexts(cardTexts);
  const words = useTexts(wordTexts);
  const accredited = card.accredited === null ? null : t(card.accredited ? 'card.accredited' : 'card.not-accredited');
  return (
    <Section title={t('card.licence')}>
      <Facts
        facts={[
          { name: words('field.licenceNumber'), value: card.licenceNumber, copy: card.licenceNumber },
          { name: words('field.licenceExpires'), value: <Term card={card} /> },
          { name: words('field.accredited'), value: accredited },
        ]}
      />
    </Section>
  );
}

function Term({ card: { licenceUnlimited, licenceExpires } }: { card: Card }) {
  const t = useTexts(cardTexts);
  const words = useTexts(wordTexts);
  const { day } = useFormats();
  if (licenceUnlimited) return t('card.licence.unlimited');
  if (!licenceExpires) return <span className={styles.nothing}>{words('not-given')}</span>;
  const isOver = licenceExpires < new Date().toISOString().slice(0, 10);
  if (isOver) return <span className={styles.over}>{t('card.licence.over', { day: day(licenceExpires) })}</span>;
  return day(licenceExpires);
}
