import { useLanguage, useScheme } from '@regiso/core/ui';
import type { Answer } from '../../shared';
import { onlyOf } from '../../shared/choice';
import { useBoardContext } from '../board/context';
import { indicatorOf } from '../../shared/questions';
import { keyText } from '../charts/bars-option';
import { distributionOption } from '../charts/distribution-option';
import { markOf, titleOf, unitOf, useSpeech, wordsOf } from '../figures';
import { sayBins } from '../sentences';
import { ChartTile } from './ChartTile';
import { low } from './sizes';
import { answerOf, problemOf, type TileProps } from './tile-state';
import { FigureTable } from './FigureTable';
import { useWidth } from './use-width';

const noRows: Answer['rows'] = [];

/** How many organisations have which figure, and where the chosen one stands. */
export function DistributionTile({ tile, replies }: TileProps<'distribution'>) {
  const speech = useSpeech();
  const { t, formats } = speech;
  const scheme = useScheme();
  const { language } = useLanguage();
  const { board, choice, nameOf } = useBoardContext();
  const [frame] = useWidth<HTMLElement>();
  const indicator = indicatorOf(board, tile.indicator);
  const answer = answerOf(replies, 'now');
  const rows = answer?.rows ?? noRows;
  const figure = answerOf(replies, 'own')?.rows[0];
  const chosen = onlyOf(choice, tile.of);
  const name = chosen === undefined ? undefined : nameOf(tile.of, chosen);
  if (!indicator) return null;
  const isKnown = figure && figure.value !== null && name;
  const own = isKnown ? { name, value: figure.value as number, words: wordsOf(figure, indicator, speech) } : undefined;
  const unit = unitOf(0.5, { ...indicator, decimals: 1 }, speech);
  const plain = titleOf(indicator, language).replace(/ \(.*\)$/, '');
  const axis = unit ? `${plain}, ${unit}` : plain;
  const option = distributionOption({ rows, step: tile.step, own, unit: axis, scheme }, speech);
  const all = rows.reduce((sum, { value }) => sum + (value ?? 0), 0);
  return (
    <ChartTile
      frame={frame}
      tile={tile}
      answer={answer}
      problem={problemOf(replies)}
      n={answer && all}
      says={sayBins(rows, own && { name: own.name, value: own.words }, speech)}
      chart={{ option }}
      height={low}
      twin={
        <FigureTable
          caption={tile.title}
          rows={rows}
          rowKey={keyText}
          columns={[
            { key: 'name', title: axis, isName: true, cell: ({ titles }) => titles[0] },
            {
              key: 'count',
              title: t('column.count'),
              cell: (row) => (row.value === null ? markOf(row) : formats.number(row.value, 0)),
            },
          ]}
        />
      }
      notes={[Boolean(answer?.hidden) && t('says.hidden', { count: answer?.hidden ?? 0 })]}
    />
  );
}
