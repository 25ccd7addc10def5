import { Page, useApi, useFormats, useLanguage, useParam, useTexts } from '@regiso/core/ui';
import { Link } from '@regiso/core/ui';
import type { AlertCard, AlertMoment } from '../../shared/alerts';
import { Assignee, Condition, Found } from '../alerts/AlertLine';
import { AlertSteps } from '../alerts/AlertSteps';
import { alertTexts } from '../alerts/alert-texts';
import lists from '../Entries.module.css';
import styles from '../alerts/Alerts.module.css';
import { Effect } from '../alerts/Effect';
import { StateMark } from '../alerts/StateMark';
import { titleOf } from '../figures';
import { menuTexts } from '../menu-texts';

/** `/app/dashboards/alerts/$id`: one alert, what was done about it, and how its figure has gone since. */
export default function AlertPage() {
  const id = useParam('id');
  const t = useTexts(alertTexts);
  const menu = useTexts(menuTexts);
  const { language } = useLanguage();
  const { data: alert, error, refetch } = useApi<AlertCard>(`/dashboards/alerts/${id}`, { language });
  return (
    <Page
      title={alert ? `${alert.placeTitle || t('alerts.whole')}: ${alert.title}` : menu('alerts')}
      breadcrumbs={[{ title: menu('alerts'), to: '/dashboards/alerts' }]}
      loading={!alert && !error}
      error={alert ? undefined : error}
      retry={() => void refetch()}
      actions={alert && <AlertSteps alert={alert} />}
    >
      {alert && (
        <div className={styles.card}>
          <section className={styles.panel} aria-labelledby="alert-course">
            <Effect alert={alert} />
          </section>
          <div className={lists.entries}>
            <section className={styles.panel} aria-label={alert.title}>
              <div>
                <StateMark state={alert.state} />
              </div>
              {alert.indicator ? (
                <p>
                  <Link to={`/dashboards/catalogue/${alert.indicator.id}` as '/'}>
                    {titleOf(alert.indicator, language)}
                  </Link>
                </p>
              ) : (
                <p>{t('alert.closed-indicator')}</p>
              )}
              <p className={styles.figure}>
                <Found alert={alert} />
              </p>
              <p>
                <Condition alert={alert} />
              </p>
              <p>
                <Assignee alert={alert} />
              </p>
              <p className={styles.muted}>{t('alert.author', { name: alert.author })}</p>
            </section>
            <History moments={alert.moments} />
          </div>
        </div>
      )}
    </Page>
  );
}

function History({ moments }: { moments: readonly AlertMoment[] }) {
  const t = useTexts(alertTexts);
  const { instant } = useFormats();
  return (
    <section className={styles.panel} aria-labelledby="alert-history">
      <h2 id="alert-history">{t('history.title')}</h2>
      <ol className={styles.history}>
        {moments.map(({ what, at, who, text }) => (
          <li key={what}>
            {t('moment.at', { what: t(`moment.${what}`), moment: instant(at) })}
            {what === 'assigned' && text && <div>{t('moment.to', { name: text })}</div>}
            {what !== 'assigned' && text && <blockquote>{text}</blockquote>}
            {who && <div className={styles.muted}>{t('moment.by', { name: who })}</div>}
          </li>
        ))}
      </ol>
    </section>
  );
}
