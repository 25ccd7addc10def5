import type { AnswerRow, IndicatorView } from '../../shared';
import { toggle } from '../../shared/choice';
import type { BoardContext } from '../board/context';
import { changeOf, labelOf, markOf, measuredIn, type Speech } from '../figures';
import { keyText } from '../charts/bars-option';
import type { FigureColumn } from './FigureTable';

type Input = {
  by: string;
  indicator: IndicatorView;
  context: BoardContext;
  speech: Speech;
  /** Of the year before, by the key's text, and what that year is called. */
  before?: { rows: ReadonlyMap<string, AnswerRow>; name: string } | undefined;
};

/** Columns of a chart's table: the value of the dimension as a link, the figure, the year before, n. */
export function twinColumns({ by, indicator, context, speech, before }: Input): FigureColumn<AnswerRow>[] {
  const { t, formats } = speech;
  const { board } = context;
  return [
    { key: 'name', title: board.dimensionTitles[by] ?? by, isName: true, cell: (row) => nameLink(row, by, context) },
    {
      key: 'value',
      title: measuredIn(t('column.value'), indicator, speech),
      cell: (row) => labelOf(row, indicator, speech),
    },
    ...(before
      ? [
          {
            key: 'before',
            title: before.name,
            cell: (row: AnswerRow) => {
              const earlier = before.rows.get(keyText(row));
              return earlier ? labelOf(earlier, indicator, speech) : markOf({ flags: ['x'] });
            },
          },
          {
            key: 'change',
            title: t('change'),
            cell: (row: AnswerRow) => changeCell(row, before.rows, indicator, speech),
          },
        ]
      : []),
    { key: 'n', title: t('column.n'), cell: ({ n, flags }) => (n === null ? markOf({ flags }) : formats.number(n, 0)) },
  ];
}

function changeCell(row: AnswerRow, before: ReadonlyMap<string, AnswerRow>, indicator: IndicatorView, speech: Speech) {
  const earlier = before.get(keyText(row));
  const change = earlier && changeOf(row, earlier, indicator);
  if (!change) return '';
  const sign = change.difference > 0 ? '+' : change.difference < 0 ? '−' : '';
  const number = speech.formats.number(Math.abs(change.difference), indicator.decimals);
  return sign + (indicator.unit === 'percent' ? `${number}\u00a0${speech.t('unit.points')}` : number);
}

/** The words of a row, leading to the board narrowed to it; once more, back. */
export function nameLink({ key, titles }: Pick<AnswerRow, 'key' | 'titles'>, by: string, context: BoardContext) {
  const { board, choice, link } = context;
  const value = key[0] ?? null;
  return link(toggle(board, choice, by, value), unbroken(titles[0] ?? ''), choice[by]?.includes(value) ?? false);
}

// A number alone on the next line reads as another name.
const unbroken = (name: string) => name.replaceAll('№ ', '№\u00a0');
