import { useFormats, useTexts } from '@regiso/core/ui';
import type { RunDetail } from '../model';
import { runTexts } from '../texts/run';
import styles from './run.module.css';

const tones = { created: '', updated: '', unchanged: '', staged: 'warning', rejected: 'danger' } as const;
const names = Object.keys(tones) as (keyof typeof tones)[];

/** What became, or would become, of the rows. */
export function Counts({ run: { counts, dryRun } }: { run: Pick<RunDetail, 'counts' | 'dryRun'> }) {
  const t = useTexts(runTexts);
  const formats = useFormats();
  return (
    <dl className={styles.counts}>
      {names.map((name) => (
        <div key={name} data-tone={tones[name] || undefined} data-zero={counts[name] === 0 || undefined}>
          <dt>{t(name === 'updated' && dryRun ? 'count.would-update' : `count.${name}`)}</dt>
          <dd>{formats.number(counts[name])}</dd>
        </div>
      ))}
    </dl>
  );
}
