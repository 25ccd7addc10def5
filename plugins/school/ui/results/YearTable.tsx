import { useState } from 'react';
import { NativeSelect, Text, useTexts } from '@regiso/core/ui';
import { markValues } from '../../shared/codes';
import type { YearMarks } from '../../shared/results';
import { needsReason, type YearKind } from '../../shared/year-rules';
import styles from '../journal/Journal.module.css';
import { AskReason, type NewMark } from './AskReason';
import { History } from './History';
import { Said } from './Said';
import { resultTexts } from './texts';

type Pupil = YearMarks['pupils'][number];
type Props = { journalId: string; view: YearMarks; give: (mark: NewMark) => Promise<unknown> };

const kinds = ['year', 'exam', 'final'] as const;

/** Marks of the year beside those of the periods; what differs from the suggestion asks for a reason first. */
export function YearTable({ journalId, view, give }: Props) {
  const t = useTexts(resultTexts);
  const [asked, ask] = useState<{ pupil: Pupil; mark: NewMark } | null>(null);
  const choose = (pupil: Pupil, kind: YearKind, value: number | null) => {
    const { version, suggestion } = pupil[kind];
    const mark: NewMark = { pupilId: pupil.pupilId, kind, version, value, reason: null };
    if (needsReason(kind, value, suggestion, version)) ask({ pupil, mark });
    else void give(mark).catch(() => undefined);
  };
  const isLocked = (kind: YearKind) => !view.isOwn || (kind === 'year' && view.isClosed);
  return (
    <>
      <div className={styles.scroll}>
        <table className={styles.grid} aria-label={t('table')}>
          <thead>
            <tr>
              <th scope="col">{t('pupil')}</th>
              {view.periods.map(({ id, kind, number }) => (
                <th key={id} scope="col">
                  {t(`period.${kind}`, { number })}
                </th>
              ))}
              {kinds.map((kind) => (
                <th key={kind} scope="col">
                  {t(kind)}
                </th>
              ))}
              <th scope="col">{t('history')}</th>
            </tr>
          </thead>
          <tbody>
            {view.pupils.map((pupil) => (
              <tr key={pupil.pupilId}>
                <th scope="row">{pupil.name}</th>
                {pupil.periods.map((one, at) => (
                  <td key={at}>
                    <Said given={one} />
                  </td>
                ))}
                {kinds.map((kind) => (
                  <td key={kind}>
                    <Mark {...{ pupil, kind }} isLocked={isLocked(kind)} choose={choose} />
                  </td>
                ))}
                <td>
                  <History journalId={journalId} pupilId={pupil.pupilId} name={pupil.name} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {asked && <AskReason {...asked} give={give} close={() => ask(null)} />}
    </>
  );
}

type MarkProps = {
  pupil: Pupil;
  kind: YearKind;
  isLocked: boolean;
  choose: (pupil: Pupil, kind: YearKind, value: number | null) => void;
};

function Mark({ pupil, kind, isLocked, choose }: MarkProps) {
  const t = useTexts(resultTexts);
  const { value, version, suggestion, reason } = pupil[kind];
  const given = value === null ? (version ? 'na' : '') : String(value);
  return (
    <>
      {isLocked ? (
        <Said given={{ value, isSet: version > 0 }} />
      ) : (
        <NativeSelect
          w="5.5rem"
          mx="auto"
          aria-label={t(`of.${kind}`, { pupil: pupil.name })}
          value={given}
          data={[
            ...(version ? [] : [{ value: '', label: t('unset') }]),
            ...markValues.map((one) => ({ value: String(one), label: String(one) })),
            { value: 'na', label: t('na') },
          ]}
          onChange={({ currentTarget: { value: chosen } }) =>
            chosen && choose(pupil, kind, chosen === 'na' ? null : Number(chosen))
          }
        />
      )}
      {suggestion.isSet && suggestion.value !== value && (
        <Text size="sm" c="dimmed">
          {t('suggested', { value: suggestion.value ?? t('na') })}
        </Text>
      )}
      {reason && (
        <Text size="sm" c="dimmed" maw="16rem" mx="auto" style={{ whiteSpace: 'normal' }}>
          {t('reason', { reason })}
        </Text>
      )}
    </>
  );
}
