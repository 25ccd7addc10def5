import { useTexts } from '@regiso/core/ui';
import { IconArrowDown, IconArrowRight, IconArrowUp } from '@tabler/icons-react';
import type { OverviewTile } from '../../shared';
import { changeOf, distanceOf, markOf, unitOf, useSpeech, wordsOf } from '../figures';
import { sayCourse } from '../sentences';
import { Sparkline } from '../tiles/Sparkline';
import { overviewTexts } from './overview-texts';
import styles from './Overview.module.css';

/** The number with its unit; «нет данных» is never 0. */
export function BigFigure({ tile: { figure, indicator } }: { tile: OverviewTile }) {
  const speech = useSpeech();
  const { t, formats } = speech;
  if (figure.value === null) {
    const isNone = figure.flags.includes('x');
    return (
      <p className={styles.value} data-missing={isNone || undefined}>
        {isNone ? t('none.figure') : markOf(figure)}
      </p>
    );
  }
  return (
    <p className={styles.value}>
      {formats.number(figure.value, indicator.decimals)}
      <span className={styles.unit}>{unitOf(figure.value, indicator, speech)}</span>
    </p>
  );
}

const arrows = { up: IconArrowUp, down: IconArrowDown, same: IconArrowRight };

/** Against the same time a year before; the region beside a municipality. */
export function Against({ tile }: { tile: OverviewTile }) {
  const speech = useSpeech();
  const { t } = speech;
  const words = useTexts(overviewTexts);
  const { figure, before, region, indicator, period } = tile;
  const change = before && changeOf(figure, before.figure, indicator);
  const Arrow = change ? arrows[change.direction] : undefined;
  const unit = indicator.unit === 'percent' ? indicator : { ...indicator, unit: 'count' as const };
  return (
    <>
      <p className={styles.period}>{period ? words('overview.of', { period }) : words('overview.now')}</p>
      <p className={styles.change} data-judgement={change?.judgement}>
        {Arrow && <Arrow size="1.2em" stroke={2.25} aria-hidden />}
        <span>
          {change && change.direction !== 'same' && (
            <strong>
              {change.difference > 0 ? '+' : '−'}
              {distanceOf(change.difference, unit, speech)}
            </strong>
          )}{' '}
          {change && before && t(`change.${wordOf(change)}`, { before: before.title })}
          {!change && before && figure.value !== null && t('change.unknown', { before: before.title })}
        </span>
      </p>
      <p className={styles.period}>
        {region && words('overview.region', { value: wordsOf(region, indicator, speech) })}
      </p>
    </>
  );
}

function wordOf({ direction, judgement }: NonNullable<ReturnType<typeof changeOf>>) {
  if (direction === 'same') return 'same';
  if (judgement !== 'none') return judgement;
  return direction === 'up' ? 'more' : 'less';
}

/** How the figure moved; keeps its place while there is nothing to draw. */
export function Course({ tile: { course, indicator, title, period } }: { tile: OverviewTile }) {
  const speech = useSpeech();
  if (course.length < 2) return <div className={styles.course} />;
  return (
    <div className={styles.course}>
      <Sparkline
        values={course.map(({ value }) => value)}
        marked={course.findIndex(({ titles }) => titles[0] === period)}
        label={`${title}: ${sayCourse(course, indicator, speech)}`}
      />
      <span>{course[0]?.titles[0]}</span>
      <span>{course.at(-1)?.titles[0]}</span>
    </div>
  );
}
