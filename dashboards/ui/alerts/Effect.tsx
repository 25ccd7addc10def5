import { EChart, useScheme, useTexts } from '@regiso/core/ui';
import type { AlertCard, AlertMoment } from '../../shared/alerts';
import { markOf, marksIn, nothing, useSpeech, wordsOf } from '../figures';
import { sayCourse } from '../sentences';
import { FigureTable } from '../tiles/FigureTable';
import styles from './Alerts.module.css';
import { alertTexts } from './alert-texts';
import { courseOption, pointsOf } from './course-option';

const height = 300;

/** How the figure of the place has gone from before the alert to now, with the moments at which something was done. */
export function Effect({ alert }: { alert: AlertCard }) {
  const t = useTexts(alertTexts);
  const speech = useSpeech();
  const scheme = useScheme();
  const { indicator, course, moments, kind, threshold, problem } = alert;
  const heading = <h2 id="alert-course">{t('course.title')}</h2>;
  if (!indicator || !course?.length)
    return (
      <>
        {heading}
        <p className={styles.muted}>{problem ?? t(alert.grain ? 'course.nothing' : 'course.none')}</p>
      </>
    );
  const points = pointsOf(course, moments);
  const numberOf = (moment: AlertMoment) => moments.indexOf(moment) + 1;
  const momentWord = (moment: AlertMoment) => `${numberOf(moment)}. ${t(`moment.${moment.what}`)}`;
  const says = sayCourse(course, indicator, speech);
  const level = kind === 'threshold' ? threshold : null;
  return (
    <>
      <EChart
        option={courseOption({ points, indicator, threshold: level, scheme, momentWord, numberOf }, speech)}
        label={`${t('course.title')}. ${says}`}
        heading={heading}
        lead={<p className={styles.says}>{says}</p>}
        height={height}
        fileName={`${alert.title} ${alert.placeTitle}`.trim()}
        tableTwin={
          <FigureTable
            caption={t('course.title')}
            rows={[...points].reverse()}
            rowKey={({ period }) => period}
            columns={[
              { key: 'period', title: t('course.period'), isName: true, cell: ({ title }) => title },
              {
                key: 'value',
                title: t('course.value'),
                cell: ({ row }) => (row ? wordsOf(row, indicator, speech) : markOf(nothing)),
              },
              {
                key: 'moment',
                title: t('course.moment'),
                cell: ({ moments: own }) => own.map(momentWord).join(', '),
              },
            ]}
          />
        }
      />
      <p className={styles.muted}>{marksIn(course, speech).join('. ')}</p>
    </>
  );
}
