import { useEffect, useState } from 'react';
import { Alert, api, EChart, ErrorState, Skeleton, useLanguage, useQuery, useScheme, useTexts } from '@regiso/core/ui';
import { tokensOf, type ChartScheme } from '@regiso/core/ui';
import type { AlertChoice, AlertKind, AlertPreview } from '../../shared/alerts';
import { useSpeech } from '../figures';
import { FigureTable } from '../tiles/FigureTable';
import { alertTexts } from './alert-texts';
import { ruleTexts, type SayRules } from './rule-texts';
import styles from './Alerts.module.css';
import { foundWords } from './condition-words';

const pauseMs = 400;
const mostAtOnce = 200;

/** A value a moment after its last change, so that one asks when the hand rests. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), pauseMs);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

type Props = { rule: object | undefined; choice: AlertChoice | undefined; kind: AlertKind };

/** What a rule would have done: asked anew with every change of the form, whatever it is called. */
export function RulePreview({ rule, choice, kind }: Props) {
  const t = useTexts(ruleTexts);
  const { language } = useLanguage();
  const wanted = rule ? JSON.stringify({ ...rule, title: 'preview' }) : '';
  const asked = useSettled(wanted);
  const { data, error, isPlaceholderData, refetch } = useQuery({
    queryKey: ['/dashboards/alerts/preview', language, asked],
    queryFn: () =>
      api.post<AlertPreview>('/dashboards/alerts/preview', { rule: JSON.parse(asked) as object, language }),
    enabled: asked !== '',
    placeholderData: (earlier: AlertPreview | undefined) => earlier,
    retry: false,
  });
  const waits = wanted !== asked || isPlaceholderData;
  return (
    <section
      className={styles.preview}
      aria-labelledby="rule-preview"
      aria-live="polite"
      aria-busy={waits}
      data-waits={waits || undefined}
    >
      <h2 id="rule-preview">{t('preview.title')}</h2>
      {!asked && <p className={styles.muted}>{t('preview.none')}</p>}
      {asked && error && <ErrorState error={error} retry={() => void refetch()} />}
      {asked && !error && !data && <Skeleton h={200} />}
      {asked && !error && data && choice && <Outcome seen={data} choice={choice} kind={kind} />}
    </section>
  );
}

type OutcomeProps = { seen: AlertPreview; choice: AlertChoice; kind: AlertKind };

function Outcome({ seen, choice, kind }: OutcomeProps) {
  const t = useTexts(ruleTexts);
  const { count, now, hidden, periods, places } = seen;
  if (!places) return <p>{t('preview.nothing')}</p>;
  return (
    <>
      <p>
        <span className={styles.figure}>{count ? t('preview.fired', { count }) : t('preview.never')}</span>
        <br />
        <span className={styles.muted}>{spanWords(seen, t)}</span>
      </p>
      {now > 0 && <Alert color="yellow">{t('preview.now', { count: now })}</Alert>}
      {now > mostAtOnce && <Alert color="yellow">{t('preview.wide')}</Alert>}
      {periods.length > 1 && <Counts periods={periods} />}
      {count > 0 && <Firings seen={seen} choice={choice} kind={kind} />}
      {hidden > 0 && <p className={styles.muted}>{t('preview.hidden', { count: hidden })}</p>}
    </>
  );
}

function spanWords({ periods, places }: AlertPreview, t: SayRules): string {
  const [first, last] = [periods[0]?.title, periods.at(-1)?.title];
  if (!first || !last) return t('preview.today', { places });
  return periods.length === 1 ? t('preview.one', { first, places }) : t('preview.span', { first, last, places });
}

function Counts({ periods }: Pick<AlertPreview, 'periods'>) {
  const t = useTexts(ruleTexts);
  const scheme = useScheme();
  const fired = periods.filter(({ count }) => count > 0);
  const says = fired.map(({ title, count }) => `${title}: ${count}`).join('; ') || t('preview.never');
  return (
    <EChart
      option={countsOption(periods, scheme)}
      label={`${t('preview.chart')}. ${says}`}
      heading={<h3>{t('preview.chart')}</h3>}
      height={160}
      tableTwin={
        <FigureTable
          caption={t('preview.chart')}
          rows={periods}
          rowKey={({ period }) => period}
          columns={[
            { key: 'period', title: t('preview.period'), isName: true, cell: ({ title }) => title },
            { key: 'count', title: t('preview.count'), cell: ({ count }) => count },
          ]}
        />
      }
    />
  );
}

const countsOption = (periods: AlertPreview['periods'], scheme: ChartScheme) => ({
  grid: { left: 4, right: 8, top: 12, bottom: 4, outerBoundsMode: 'same' },
  xAxis: { type: 'category', data: periods.map(({ title }) => title), axisLabel: { hideOverlap: true } },
  yAxis: { type: 'value', min: 0, minInterval: 1, splitNumber: 3 },
  tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' } },
  series: [
    {
      type: 'bar',
      barMaxWidth: 40,
      cursor: 'default',
      itemStyle: { color: tokensOf(scheme).brand },
      data: periods.map(({ count }) => count),
    },
  ],
});

function Firings({ seen: { firings, count }, choice, kind }: OutcomeProps) {
  const t = useTexts(ruleTexts);
  const say = useTexts(alertTexts);
  const speech = useSpeech();
  return (
    <>
      <FigureTable
        caption={t('preview.list')}
        rows={firings}
        rowKey={({ period, place }) => `${period} ${place}`}
        columns={[
          {
            key: 'place',
            title: t('preview.place'),
            isName: true,
            cell: ({ placeTitle }) => placeTitle || say('alerts.whole'),
          },
          { key: 'period', title: t('preview.period'), cell: ({ periodTitle }) => periodTitle || say('alerts.now') },
          { key: 'value', title: t('preview.value'), cell: (firing) => foundWords(firing, kind, choice, speech, say) },
        ]}
      />
      {count > firings.length && <p className={styles.muted}>{t('preview.rest', { shown: firings.length, count })}</p>}
    </>
  );
}
