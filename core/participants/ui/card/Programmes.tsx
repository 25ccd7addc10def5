import { useTexts } from '@regiso/core/ui';
import { programmes as codes, type Card } from '../choices';
import { wordTexts } from '../word-texts';
import styles from './Card.module.css';
import { Section } from './Section';
import { cardTexts } from './texts';

/** What the organisation may teach, by level. */
export function Programmes({ card: { programmes } }: { card: Card }) {
  const t = useTexts(cardTexts);
  const words = useTexts(wordTexts);
  const plain = (text: string) => text.toLowerCase().replaceAll('ё', 'е');
  const groups = codes.flatMap((code) => {
    const title = words(`programme.${code}`);
    const own = programmes.filter((one) => one.code === code);
    const names = [...new Set(own.map(({ name, level }) => name ?? level))];
    return own.length ? [{ code, title, names: names.filter((name) => plain(name) !== plain(title)) }] : [];
  });
  return (
    <Section title={t('card.programmes')}>
      {groups.length === 0 && <p className={styles.nothing}>{t('card.programmes.none')}</p>}
      {groups.length > 0 && (
        <dl className={styles.programmes}>
          {groups.map(({ code, title, names }) => (
            <div key={code}>
              <dt>{title}</dt>
              {names.map((name) => (
                <dd key={name}>{name}</dd>
              ))}
            </div>
          ))}
        </dl>
      )}
    </Section>
  );
}
