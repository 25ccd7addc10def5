import { Fragment } from 'react';
import { Link, useFormats, useTexts, VisuallyHidden } from '@regiso/core/ui';
import type { RiskList } from '../../shared/risks';
import { useWords } from '../journal/words';
import { Done } from './Done';
import styles from './Risks.module.css';
import { riskTexts } from './texts';

type One = RiskList['pupils'][number];
type Sign = One['signs'][number];
type Days = Pick<RiskList, 'missedDays' | 'twosDays'>;
type Props = { pupil: One; list: RiskList; hasReports: boolean };

/** A pupil who needs attention: each reason with its figures and what is done about it. */
export function Pupil({ pupil, list: { missedDays, twosDays, urgentFrom }, hasReports }: Props) {
  const t = useTexts(riskTexts);
  const isUrgent = pupil.score >= urgentFrom || undefined;
  const { name, class: of } = pupil;
  return (
    <li className={styles.pupil} data-urgent={isUrgent}>
      <div className={styles.head}>
        <h3>{name}</h3>
        <span className={styles.where}>{of}</span>
        <span className={styles.score} data-urgent={isUrgent}>
          {[...(isUrgent ? [t('urgent')] : []), t('score', { count: pupil.score })].join(' · ')}
        </span>
      </div>
      <ul className={styles.signs}>
        {pupil.signs.map((sign) => (
          <Reason key={sign.sign} {...{ sign, pupil, missedDays, twosDays }} />
        ))}
      </ul>
      <Done pupil={pupil} />
      <div className={styles.links}>
        <Link to={`/school/dossiers/${pupil.id}` as '/'} aria-label={t('dossier.of', { name })}>
          {t('dossier')}
        </Link>
        {hasReports && (
          <Link to={`/school/reports/${pupil.classId}` as '/'} aria-label={t('report.of', { class: of, name })}>
            {t('report')}
          </Link>
        )}
      </div>
    </li>
  );
}

function Reason({ sign, pupil, ...days }: { sign: Sign; pupil: One } & Days) {
  const t = useTexts(riskTexts);
  const said = useFigures()(sign, pupil, days);
  return (
    <li>
      <span className={styles.chip} data-grave={sign.isGrave || undefined}>
        {t(sign.sign)}
        <span aria-hidden>{t('points', { points: sign.points })}</span>
        <VisuallyHidden>{t('points.said', { points: sign.points })}</VisuallyHidden>
      </span>{' '}
      {said}
      {said && sign.subjects.length > 0 && ': '}
      <Subjects sign={sign} name={pupil.name} />
      <p className={styles.do}>{t(`${sign.sign}.do`)}</p>
    </li>
  );
}

/** The figures of a sign in words; nothing where its subjects say all. */
function useFigures() {
  const t = useTexts(riskTexts);
  const { briefDay, number, percent } = useFormats();
  return ({ sign, value }: Sign, pupil: One, { missedDays, twosDays }: Days): string => {
    switch (sign) {
      case 'missed': {
        const { missed, lessons } = pupil;
        return t('missed.said', { share: percent(value * 100, 0), missed, lessons, days: missedDays });
      }
      case 'unexcused':
        return t('unexcused.said', { count: value, days: missedDays });
      case 'streak':
        return t('streak.said', { count: value, day: pupil.awaySince ? briefDay(pupil.awaySince) : '' });
      case 'falling':
        return t('falling.said', { now: number(pupil.average ?? 0, 2), before: number(pupil.averageBefore ?? 0, 2) });
      case 'twos':
        return t('twos.said', { count: value, days: twosDays });
      default:
        return '';
    }
  };
}

function Subjects({ sign: { sign, subjects }, name }: { sign: Sign; name: string }) {
  const t = useTexts(riskTexts);
  const words = useWords();
  const { number, percent } = useFormats();
  const figure = (value: number | null) => {
    if (value === null) return t('failed.na');
    if (sign === 'unattested') return t('unattested.subject', { share: percent(value * 100, 0) });
    return number(value, sign === 'failing' ? 2 : 0);
  };
  return subjects.map((subject, at) => (
    <Fragment key={subject.code}>
      {at > 0 && ', '}
      {subject.journalId ? (
        <Link
          to={`/school/journals/${subject.journalId}` as '/'}
          aria-label={t('journal', { subject: words(subject), name })}
        >
          {words(subject)}
        </Link>
      ) : (
        words(subject)
      )}
      {` (${figure(subject.value)})`}
    </Fragment>
  ));
}
