import { tokensOf, useScheme, type ChartClick } from '@regiso/core/ui';
import type { Answer } from '../../shared';
import { onlyOf, toggle, yearBefore } from '../../shared/choice';
import { useBoardContext } from '../board/context';
import { indicatorOf } from '../../shared/questions';
import { barsOption, keyText, mostBars } from '../charts/bars-option';
import type { LegendEntry } from '../charts/map-colours';
import { labelOf, useSpeech } from '../figures';
import { sayRange } from '../sentences';
import { ChartTile } from './ChartTile';
import { answerOf, problemOf, type TileProps } from './tile-state';
import { twinColumns } from './twin-columns';
import { FigureTable } from './FigureTable';
import { useWidth } from './use-width';
import { tall } from './sizes';

const noRows: Answer['rows'] = [];

/** One bar a value of a dimension; a click narrows the whole board to it. */
export function BarsTile({ tile, replies }: TileProps<'bars' | 'map'>) {
  const speech = useSpeech();
  const { t } = speech;
  const scheme = useScheme();
  const context = useBoardContext();
  const { board, choice, nameOf } = context;
  const [frame, width] = useWidth<HTMLElement>();
  const indicator = indicatorOf(board, tile.indicator);
  const answer = answerOf(replies, 'now');
  const earlier = answerOf(replies, 'before');
  const rows = answer?.rows ?? noRows;
  const total = answer?.total ?? null;
  const year = board.time ? yearBefore(onlyOf(choice, board.time)) : undefined;
  const beforeName = year && earlier && board.time ? nameOf(board.time, year) : undefined;
  const before = new Map((earlier?.rows ?? noRows).map((row) => [keyText(row), row]));
  const chosen = choice[tile.by];
  if (!indicator) return null;
  const shown = rows.slice(0, mostBars);
  const look = { scheme, height: tall, width };
  const option = barsOption({ rows: shown, before, beforeName, total, indicator, chosen, ...look }, speech);
  const open = (click: ChartClick) => {
    const at = click.componentType === 'yAxis' ? Number(click.value) : click.dataIndex;
    const row = rows[at];
    if (row) context.choose(toggle(board, choice, tile.by, row.key[0] ?? null, isWithKey(click)));
  };
  const tokens = tokensOf(scheme);
  const hasTicks = beforeName && shown.some((row) => before.get(keyText(row))?.value != null);
  const hasWhole = total?.value != null && indicator.unit !== 'count' && shown.length > 1;
  const legend: LegendEntry[] = [
    ...(hasTicks ? [{ label: beforeName, colour: tokens.warning, shape: 'tick' as const }] : []),
    ...(hasWhole
      ? [
          {
            label: t('bars.total', { value: labelOf(total, indicator, speech) }),
            colour: tokens.muted,
            shape: 'dashes' as const,
          },
        ]
      : []),
  ];
  return (
    <ChartTile
      frame={frame}
      tile={tile}
      answer={answer}
      problem={problemOf(replies)}
      n={total?.n}
      says={sayRange(rows, total, indicator, speech)}
      chart={{ option, onClick: open }}
      height={tall}
      twin={
        <FigureTable
          caption={tile.title}
          rows={rows}
          rowKey={keyText}
          columns={twinColumns({
            by: tile.by,
            indicator,
            context,
            speech,
            before: beforeName ? { rows: before, name: beforeName } : undefined,
          })}
        />
      }
      legend={legend}
      notes={[rows.length > mostBars && t('tile.rest', { count: rows.length - mostBars })]}
    />
  );
}

/** Held together with a click, Ctrl or ⌘ adds to the choice. */
function isWithKey({ event }: ChartClick): boolean {
  const native = event?.event as unknown as MouseEvent | undefined;
  return Boolean(native?.ctrlKey || native?.metaKey || native?.shiftKey);
}
