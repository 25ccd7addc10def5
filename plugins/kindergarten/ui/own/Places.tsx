import { Text, useFormats, useTexts } from '@regiso/core/ui';
import { ownTexts } from '../own-texts';
import { useWords } from '../words';
import type { Whole } from './model';
import { Moves } from './Moves';
import styles from './Own.module.css';

/** The place in the list of each kindergarten, in the family's order. */
export function Places({ whole: { application, positions } }: { whole: Whole }) {
  const t = useTexts(ownTexts);
  const words = useWords();
  const { instant } = useFormats();
  const { id, filedAt, choices, status } = application;
  return (
    <>
      {positions.length === 0 && (
        <Text c="dimmed" mb="sm">
          {t(status === 'draft' || status === 'sent' || status === 'received' ? 'places.draft' : 'places.none')}
        </Text>
      )}
      <ol className={styles.list}>
        {choices.map(({ organisationId, name, rank, siblingId, siblingConfirmed }) => {
          const position = positions.find((one) => one.organisationId === organisationId);
          return (
            <li key={organisationId} className={`${styles.card} ${styles.wide}`}>
              <h3>{`${rank}. ${name}`}</h3>
              {position && (
                <div>
                  <span className={styles.position}>{t('place', position)}</span>
                  <Text c="dimmed" size="sm">
                    {`${words.years(position.age)} · ${t('counted', { at: instant(position.countedAt) })}`}
                  </Text>
                </div>
              )}
              {siblingId && <Text size="sm">{t(siblingConfirmed ? 'sibling' : 'sibling.claimed')}</Text>}
              {position && filedAt && <Moves id={id} position={position} filedAt={filedAt} />}
            </li>
          );
        })}
      </ol>
    </>
  );
}
