import type { ReactNode } from 'react';
import { useLanguage, useTexts } from '@regiso/core/ui';
import type { IndicatorDescription } from '../../shared';
import { titleOf, useSpeech } from '../figures';
import { explainTexts } from './explain-texts';
import styles from './Explanation.module.css';

type Props = {
  about: IndicatorDescription;
  /** False on a page whose own title says it. */
  isTitled?: boolean;
};

/** In words for an official, then the sources, then the query for an engineer. */
export function Explanation({ about, isTitled = true }: Props) {
  const { t: words, formats } = useSpeech();
  const t = useTexts(explainTexts);
  const { language } = useLanguage();
  const { method, act, clause, facts, asOf } = about;
  return (
    <article className={styles.explanation}>
      {isTitled && <h2>{titleOf(about, language)}</h2>}
      <Fraction about={about} />
      <p className={styles.formula}>
        <code>{about.formula}</code>
      </p>
      <dl>
        {method && <Fact name={t('explain.method')}>{method}</Fact>}
        {act && <Fact name={t('explain.act')}>{[act, clause].filter(Boolean).join(', ')}</Fact>}
        <Fact name={t('explain.n')}>{about.n}</Fact>
        <Fact name={t('explain.disclosure')}>{about.disclosure}</Fact>
        <Fact name={t('explain.sources')}>
          <ul className={styles.sources}>
            {facts.map(({ name, rows, source }) => (
              <li key={name}>
                <code>{source}</code>
                {rows !== null && <>: {t('explain.rows', { count: rows, formatted: formats.number(rows, 0) })}</>}
              </li>
            ))}
          </ul>
          {asOf.at && words('fresh.at', { moment: formats.instant(asOf.at) })}
        </Fact>
        <Fact name={t('explain.version')}>
          {t('explain.version-is', {
            id: about.id,
            version: about.version,
            status: t(`explain.${about.status as 'approved'}`),
          })}
        </Fact>
      </dl>
      <details className={styles.sql}>
        <summary>{t('explain.sql')}</summary>
        <p>{t('explain.sql-what')}</p>
        <ul lang="en">
          {facts.map(({ name, grain }) => (
            <li key={name}>
              <code>{name}</code>: {grain}
            </li>
          ))}
        </ul>
        {/* A block that scrolls must be reachable by keyboard. */}
        {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
        <pre tabIndex={0}>{about.sql}</pre>
        {Object.keys(about.parameters).length > 0 && (
          <ul>
            {Object.entries(about.parameters).map(([name, value]) => (
              <li key={name}>
                <code>
                  {name} = {JSON.stringify(value)}
                </code>
              </li>
            ))}
          </ul>
        )}
      </details>
    </article>
  );
}

const scales: Partial<Record<IndicatorDescription['unit'], string>> = { percent: '× 100 %', per1000: '× 1000' };

/** The two sides of a ratio, one over the other, in words. */
function Fraction({ about: { numerator, denominator, unit } }: { about: IndicatorDescription }) {
  const t = useTexts(explainTexts);
  if (!denominator) return <p className={styles.words}>{numerator}</p>;
  return (
    <div className={styles.fraction}>
      <div>
        <p>
          <span className={styles.part}>{t('explain.numerator')}</span> {numerator}
        </p>
        <p>
          <span className={styles.part}>{t('explain.denominator')}</span> {denominator}
        </p>
      </div>
      {scales[unit] && <span>{scales[unit]}</span>}
    </div>
  );
}

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </>
);
