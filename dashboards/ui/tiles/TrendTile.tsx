import { lazy, Suspense } from 'react';
import { useMay, useScheme, type ChartClick } from '@regiso/core/ui';
import type { Answer, AnswerRow } from '../../shared';
import { Annotations, useNoteLine } from '../annotations/Annotations';
import { useAnnotations } from '../annotations/use-annotations';
import { choose, onlyOf, toggle, without } from '../../shared/choice';
import { useBoardContext, type BoardContext } from '../board/context';
import { wholeOf } from '../board/PlaceTrail';
import { indicatorOf, placeOf } from '../../shared/questions';
import { keyText } from '../charts/bars-option';
import { trendOption, type TrendLine } from '../charts/trend-option';
import { markOf, numberOf, useSpeech } from '../figures';
import { sayCourse } from '../sentences';
import { CellN } from './CellN';
import { ChartTile } from './ChartTile';
import { low } from './sizes';
import { answerOf, problemOf, type TileProps } from './tile-state';
import { nameLink } from './twin-columns';
import { FigureTable } from './FigureTable';
import { useWidth } from './use-width';

// Few may annotate: the form comes for them alone.
const AddAnnotation = lazy(async () => ({ default: (await import('../annotations/AnnotationForm')).AddAnnotation }));

const mostLines = 6;

/** How a figure has moved; below the whole region, beside the level above. */
export function TrendTile({ tile, replies }: TileProps<'trend'>) {
  const speech = useSpeech();
  const { t, formats } = speech;
  const scheme = useScheme();
  const context = useBoardContext();
  const { board, choice } = context;
  const [frame, width] = useWidth<HTMLElement>();
  const indicator = indicatorOf(board, tile.indicator);
  const mayNote = useMay('dashboards.annotate') && !context.isFrozen;
  const noted = useAnnotations(tile.indicator, tile.by);
  const answer = answerOf(replies, 'now');
  const above = answerOf(replies, 'above');
  const titles = new Map((answer?.rows ?? []).map(({ key, titles: [title = ''] }) => [key[0] ?? '', title]));
  const whenOf = (period: string) => titles.get(period) ?? period;
  const lineOf = useNoteLine(whenOf);
  if (!indicator) return null;
  const lines = answer ? linesOf(answer, above, context, t) : [];
  const look = { scheme, isNarrow: width < 400 };
  const option = trendOption(
    { lines: lines.slice(0, mostLines), indicator, chosen: choice[tile.by], marks: noted, ...look },
    speech,
  );
  const [own] = lines;
  const times = own && !tile.series ? own.points : uniqueTimes(lines);
  const open = ({ dataIndex }: ChartClick) => {
    const row = times[dataIndex];
    if (row) context.choose(toggle(board, choice, tile.by, row.key[0] ?? null));
  };
  return (
    <ChartTile
      frame={frame}
      tile={tile}
      answer={answer}
      problem={problemOf(replies)}
      n={answer?.total?.n}
      says={own && !tile.series ? sayCourse(own.points, indicator, speech) : ''}
      chart={{ option, onClick: open }}
      height={low}
      twin={
        <FigureTable
          caption={tile.title}
          rows={[...times].reverse()}
          rowKey={keyText}
          columns={[
            {
              key: 'name',
              title: board.dimensionTitles[tile.by] ?? tile.by,
              isName: true,
              cell: (row) => nameLink(row, tile.by, context),
            },
            ...lines.map((line) => ({
              key: line.name,
              title: line.name,
              cell: (row: AnswerRow) => {
                const point = pointAt(line, row);
                if (!point) return markOf({ flags: ['x'] });
                return (
                  <>
                    {numberOf(point, indicator, speech)}
                    {lines.length > 1 && <CellN figure={point} />}
                  </>
                );
              },
            })),
            ...(lines.length === 1
              ? [
                  {
                    key: 'n',
                    title: t('column.n'),
                    cell: ({ n, flags }: AnswerRow) => (n === null ? markOf({ flags }) : formats.number(n, 0)),
                  },
                ]
              : []),
          ]}
        />
      }
      remarks={noted.map((one) => `${one.number}. ${lineOf(one)}`)}
      below={<Annotations tile={tile.id} noted={noted} whenOf={whenOf} />}
      tools={
        mayNote
        && titles.size > 0 && (
          <Suspense>
            <AddAnnotation
              title={tile.title}
              indicator={tile.indicator}
              grain={tile.by}
              times={[...titles].map(([period, title]) => ({ period, title })).reverse()}
            />
          </Suspense>
        )
      }
      notes={[lines.length > mostLines && t('tile.rest', { count: lines.length - mostLines })]}
    />
  );
}

const pointAt = ({ points }: TrendLine, row: AnswerRow) => points.find(({ key }) => key[0] === row.key[0]);

function linesOf(
  answer: Answer,
  above: Answer | undefined,
  { nameOf, board, choice }: BoardContext,
  t: ReturnType<typeof useSpeech>['t'],
): TrendLine[] {
  if (answer.by.length > 1) return seriesOf(answer.rows);
  const place = placeOf(board, choice);
  const name = place ? nameOf(place, onlyOf(choice, place) ?? null) : wholeOf(board, t);
  if (!above || !place) return [{ name, points: answer.rows }];
  const upper = without(board, choice, place);
  const next = placeOf(board, choose(board, upper, place, []));
  const upperName = next ? nameOf(next, onlyOf(upper, next) ?? null) : wholeOf(board, t);
  return [
    { name, points: answer.rows },
    { name: upperName, points: above.rows, isQuiet: true },
  ];
}

/** A line a value of the second dimension, the most observed first. */
function seriesOf(rows: readonly AnswerRow[]): TrendLine[] {
  const lines = new Map<string | null, { name: string; points: AnswerRow[]; n: number }>();
  for (const row of rows) {
    const key = row.key[1] ?? null;
    const line = lines.get(key) ?? { name: row.titles[1] ?? '', points: [], n: 0 };
    line.points.push({ ...row, key: row.key.slice(0, 1), titles: row.titles.slice(0, 1) });
    line.n += row.n ?? 0;
    lines.set(key, line);
  }
  return [...lines.values()].sort((a, b) => b.n - a.n);
}

const uniqueTimes = (lines: readonly TrendLine[]): AnswerRow[] => [
  ...new Map(lines.flatMap(({ points }) => points.map((row) => [keyText(row), row] as const))).values(),
];
