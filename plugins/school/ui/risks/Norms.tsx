import { Text, useFormats, useTexts } from '@regiso/core/ui';
import type { RiskList } from '../../shared/risks';
import diary from '../diary/Diary.module.css';
import styles from './Risks.module.css';
import { riskTexts } from './texts';

/** By which rules pupils come into the list: nothing of the score is hidden. */
export function Norms({ list: { norms, urgentFrom } }: { list: RiskList }) {
  const t = useTexts(riskTexts);
  const { number, percent } = useFormats();
  const border = (sign: string, value: number) => (sign === 'missed' ? percent(value * 100, 0) : number(value));
  const acts = [...new Set(norms.map(({ act }) => act))];
  return (
    <details className={styles.how}>
      <summary>{t('how')}</summary>
      <Text mt="sm">{t('how.what', { urgent: urgentFrom })}</Text>
      {norms.some(({ verified }) => !verified) && <Text>{t('how.unverified')}</Text>}
      {acts.map((act) => (
        <Text key={act} c="dimmed">
          {t('how.act', { act })}
        </Text>
      ))}
      <table className={`${diary.table} ${styles.norms}`}>
        <thead>
          <tr>
            <th scope="col">{t('how.sign')}</th>
            <th scope="col">{t('how.from')}</th>
            <th scope="col">{t('how.twice')}</th>
            <th scope="col">{t('how.weight')}</th>
          </tr>
        </thead>
        <tbody>
          {norms.map(({ sign, from, twiceFrom, weight }) => (
            <tr key={sign}>
              <th scope="row">{t(`norm.${sign}`)}</th>
              <td>{border(sign, from)}</td>
              <td>{border(sign, twiceFrom)}</td>
              <td>{number(weight)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
