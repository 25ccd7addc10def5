import { chartTheme, tokensOf, useFormats, useScheme, useTexts } from '@regiso/core/ui';
import { sequential, typeScale } from '../../../shared/look';
import { contrast } from './contrast';
import { lookTexts } from './look-texts';
import styles from './Look.module.css';

/** The colours of the look in force, each with its contrast. */
export function Colours() {
  const t = useTexts(lookTexts);
  const { number } = useFormats();
  const tokens = tokensOf(useScheme());
  return (
    <ul className={styles.swatches}>
      {Object.entries(tokens).map(([name, value]) => (
        <li key={name}>
          <span className={styles.swatch} style={{ background: value }} aria-hidden />
          <div className={styles.name}>{name}</div>
          <div>{value}</div>
          <div>{t('look.contrast', { ratio: number(contrast(value, tokens.surface), 1) })}</div>
        </li>
      ))}
    </ul>
  );
}

/** Every size of text, each said by its name and its pixels. */
export function TypeScale() {
  const t = useTexts(lookTexts);
  return Object.entries(typeScale).map(([name, pixels]) => (
    <p key={name} className={styles.type} style={{ fontSize: `var(--text-${name})` }}>
      {`${name}, ${pixels}: ${t('look.sample')}`}
    </p>
  ));
}

/** The colours of series, and those of a map. */
export function Palettes() {
  const t = useTexts(lookTexts);
  const { color } = chartTheme(useScheme());
  return (
    <>
      <Ramp name={t('look.categories')} colours={color} />
      <Ramp name={t('look.sequence')} colours={sequential} />
    </>
  );
}

const Ramp = ({ name, colours }: { name: string; colours: readonly string[] }) => (
  <div>
    {name}
    <div className={styles.ramp} aria-hidden>
      {colours.map((colour) => (
        <span key={colour} style={{ background: colour }} />
      ))}
    </div>
  </div>
);
