import { Link, useFormats, useLanguage, useTexts } from '@regiso/core/ui';
import type { AlertView } from '../../shared/alerts';
import { titleOf, useSpeech } from '../figures';
import lists from '../Entries.module.css';
import styles from './Alerts.module.css';
import { alertTexts } from './alert-texts';
import { conditionWords, foundWords } from './condition-words';
import { StateMark } from './StateMark';

/** One alert of the list: what has happened where, and how it stands. */
export function AlertLine({ alert }: { alert: AlertView }) {
  const t = useTexts(alertTexts);
  const { language } = useLanguage();
  const { briefInstant } = useFormats();
  const { id, title, state, indicator, placeTitle, raisedAt, clearedAt } = alert;
  return (
    <li className={lists.entry}>
      <h2>
        <Link to={`/dashboards/alerts/${id}` as '/'}>
          {placeTitle || t('alerts.whole')}: {title}
        </Link>
        <StateMark state={state} />
      </h2>
      <p className={styles.found}>
        {indicator ? `${titleOf(indicator, language)}: ` : ''}
        <strong>
          <Found alert={alert} />
        </strong>
      </p>
      <ul className={styles.facts}>
        <li>
          <Condition alert={alert} />
        </li>
        <li>
          <Assignee alert={alert} />
        </li>
        <li>{t('alerts.at', { moment: briefInstant(raisedAt) })}</li>
        {clearedAt && <li>{t('alerts.gone')}</li>}
      </ul>
    </li>
  );
}

/** «23,4 % за окт. 2026». */
export function Found({ alert: { value, before, kind, indicator, periodTitle } }: { alert: AlertView }) {
  const t = useTexts(alertTexts);
  const speech = useSpeech();
  const words = foundWords({ value, before }, kind, indicator, speech, t);
  return <>{periodTitle && kind !== 'absence' ? t('alert.was', { value: words, period: periodTitle }) : words}</>;
}

export function Condition({ alert: { kind, comparison, threshold, indicator } }: { alert: AlertView }) {
  const t = useTexts(alertTexts);
  const speech = useSpeech();
  const words = conditionWords({ kind, comparison, value: threshold }, indicator, speech, t);
  return <>{t('alert.condition', { condition: words })}</>;
}

export function Assignee({ alert: { assignee, isMine } }: { alert: AlertView }) {
  const t = useTexts(alertTexts);
  if (isMine) return <strong>{t('alerts.to-me')}</strong>;
  return <>{assignee ? t('alerts.to', { name: assignee.name }) : t('alerts.nobody')}</>;
}
