import { useFormats, useTexts } from '@regiso/core/ui';
import { IconAlertTriangle, IconShieldCheck, IconSnowflake } from '@tabler/icons-react';
import type { Snapshot } from '../../shared/snapshots';
import { snapshotTexts } from './snapshot-texts';
import styles from './Snapshots.module.css';

/** Says that these are no live figures: of which report they are, on which ground, by whom, and that they are whole. */
export function FrozenMark({ snapshot }: { snapshot: Snapshot }) {
  const t = useTexts(snapshotTexts);
  const { day, instant } = useFormats();
  const { title, reportedOn, ground, words, asOf, frozenAt, author, sha256, isWhole } = snapshot;
  return (
    <section className={styles.mark} aria-labelledby="as-reported">
      <h2 id="as-reported">
        <IconSnowflake size={24} aria-hidden />
        {t('snap.mark')}
      </h2>
      <p className={styles.name}>
        {title}. {t('snap.day', { day: day(reportedOn) })}
      </p>
      <p>{t('snap.mark-what', { moment: asOf.at ? instant(asOf.at) : '' })}</p>
      <p>{[t('snap.grounds', { ground }), words && t('snap.filters', { words })].filter(Boolean).join(' · ')}</p>
      <p className={styles.quiet}>{t('snap.frozen', { when: instant(frozenAt), author })}</p>
      {isWhole ? (
        <p className={styles.quiet}>
          <IconShieldCheck size={18} aria-hidden />
          <span title={t('snap.sum', { sum: sha256 })}>{t('snap.whole')}</span>
        </p>
      ) : (
        <p className={styles.broken} role="alert">
          <IconAlertTriangle size={18} aria-hidden />
          {t('snap.broken')}
        </p>
      )}
    </section>
  );
}
