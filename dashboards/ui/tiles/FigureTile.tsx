import { useState } from 'react';
import { ActionIcon, Skeleton } from '@regiso/core/ui';
import { IconArrowDown, IconArrowRight, IconArrowUp, IconNumbers, IconTable } from '@tabler/icons-react';
import type { Answer, IndicatorView } from '../../shared';
import { onlyOf, yearBefore } from '../../shared/choice';
import { useBoardContext, useBoardStatus } from '../board/context';
import { indicatorOf } from '../../shared/questions';
import { changeOf, distanceOf, labelOf, markOf, nothing, unitOf, useSpeech, type Figure } from '../figures';
import { sayCourse } from '../sentences';
import styles from './FigureTile.module.css';
import { SaveButton } from './SaveButton';
import { Sparkline } from './Sparkline';
import { TileFrame, TileHeading } from './TileFrame';
import { Failed } from './TileMessage';
import { answerOf, problemOf, type TileProps } from './tile-state';
import { FigureTable } from './FigureTable';

/** One number: how much, of what, against the year before, and how it came there. */
export function FigureTile({ tile, replies }: TileProps<'figure'>) {
  const { t } = useSpeech();
  const { board } = useBoardContext();
  const { failure } = useBoardStatus();
  const [isTable, setTable] = useState(false);
  const indicator = indicatorOf(board, tile.indicator);
  const now = answerOf(replies, 'now');
  const course = answerOf(replies, 'course');
  const problem = problemOf(replies);
  const reason = problem ?? failure;
  if (!indicator) return null;
  const figure = now?.rows[0] ?? nothing;
  const words = t(isTable ? 'figure' : 'table', { title: tile.title });
  return (
    <TileFrame
      tile={tile}
      asOf={now?.asOf}
      n={now && figure.n}
      problem={now && problem}
      tools={
        <>
          <ActionIcon
            variant="subtle"
            disabled={!course}
            aria-label={words}
            title={words}
            onClick={() => setTable(!isTable)}
          >
            {isTable ? <IconNumbers size={18} /> : <IconTable size={18} />}
          </ActionIcon>
          <SaveButton tile={tile} />
        </>
      }
    >
      <div className={styles.body}>
        <div className={styles.head}>
          <TileHeading tile={tile} />
        </div>
        <div className={styles.content}>
          {!now && (reason === undefined ? <Waiting /> : <Failed reason={reason} />)}
          {now && isTable && course && <Course title={tile.title} course={course} indicator={indicator} />}
          {now && !isTable && (
            <>
              <Value figure={figure} indicator={indicator} />
              {tile.compare && (
                <ChangeLine figure={figure} before={answerOf(replies, 'before')} indicator={indicator} />
              )}
              <CourseLine course={course} indicator={indicator} title={tile.title} />
            </>
          )}
        </div>
      </div>
    </TileFrame>
  );
}

const Waiting = () => (
  <>
    <Skeleton h={40} w="60%" />
    <Skeleton h={18} w="80%" />
    <Skeleton h={40} />
  </>
);

function Value({ figure, indicator }: { figure: Figure; indicator: IndicatorView }) {
  const speech = useSpeech();
  const { t, formats } = speech;
  if (figure.value === null) {
    const isHidden = figure.flags.includes('c');
    const isNone = figure.flags.includes('x');
    return (
      <p className={styles.value} data-missing={isNone || undefined}>
        {isNone ? t('none.figure') : markOf(figure)}
        {isHidden && <span className={styles.unit}>{t('hidden.figure')}</span>}
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

type ChangeProps = { figure: Figure; before: Answer | undefined; indicator: IndicatorView };

const arrows = { up: IconArrowUp, down: IconArrowDown, same: IconArrowRight };

function ChangeLine({ figure, before, indicator }: ChangeProps) {
  const speech = useSpeech();
  const { t } = speech;
  const { board, choice, nameOf } = useBoardContext();
  const year = board.time ? yearBefore(onlyOf(choice, board.time)) : undefined;
  if (!year || !board.time) return <p className={styles.change}>{t('change.all')}</p>;
  const named = { before: nameOf(board.time, year) };
  const earlier = before?.rows[0];
  const change = earlier && changeOf(figure, earlier, indicator);
  if (!change) return <p className={styles.change}>{figure.value === null ? '\u00a0' : t('change.unknown', named)}</p>;
  const { difference, direction, judgement } = change;
  const Arrow = arrows[direction];
  const word =
    direction === 'same'
      ? t('change.same', named)
      : judgement === 'none'
        ? t(direction === 'up' ? 'change.more' : 'change.less', named)
        : t(`change.${judgement}`, named);
  return (
    <p className={styles.change} data-judgement={judgement}>
      <Arrow size={18} stroke={2.25} aria-hidden />
      <span>
        {direction !== 'same' && (
          <strong>
            {difference > 0 ? '+' : '−'}
            {distanceOf(difference, { ...indicator, unit: indicator.unit === 'percent' ? 'percent' : 'count' }, speech)}
          </strong>
        )}{' '}
        {word}
      </span>
    </p>
  );
}

type CourseProps = { title: string; course: Answer | undefined; indicator: IndicatorView };

function CourseLine({ course, indicator, title }: CourseProps) {
  const speech = useSpeech();
  const { board, choice } = useBoardContext();
  if (!course || course.rows.length < 2) return <div className={styles.course} />;
  const chosen = board.time ? onlyOf(choice, board.time) : undefined;
  return (
    <div className={styles.course}>
      <Sparkline
        values={course.rows.map(({ value }) => value)}
        marked={course.rows.findIndex(({ key }) => key[0] === chosen)}
        label={`${title}: ${sayCourse(course.rows, indicator, speech)}`}
      />
      <span>{course.rows[0]?.titles[0]}</span>
      <span>{course.rows.at(-1)?.titles[0]}</span>
    </div>
  );
}

function Course({ title, course, indicator }: CourseProps & { course: Answer }) {
  const speech = useSpeech();
  const { t, formats } = speech;
  const { board } = useBoardContext();
  return (
    <div className={styles.twin}>
      <FigureTable
        caption={title}
        isTight
        rows={[...course.rows].reverse()}
        rowKey={({ key }) => String(key[0])}
        columns={[
          {
            key: 'name',
            title: board.dimensionTitles[course.by[0] ?? ''] ?? '',
            isName: true,
            cell: ({ titles }) => titles[0],
          },
          {
            key: 'value',
            title: unitOf(0.5, { ...indicator, decimals: 1 }, speech) || t('column.value'),
            cell: (row) => labelOf(row, indicator, speech),
          },
          {
            key: 'n',
            title: t('column.n'),
            cell: ({ n, flags }) => (n === null ? markOf({ flags }) : formats.number(n, 0)),
          },
        ]}
      />
    </div>
  );
}
