import { useState } from 'react';
import { Button, Skeleton, TextInput, useLanguage, useUrlState } from '@regiso/core/ui';
import type { IndicatorView } from '../../shared';
import { useBoardContext, useBoardStatus, type BoardContext } from '../board/context';
import { indicatorOf } from '../../shared/questions';
import { labelOf, nothing, titleOf, useSpeech, type Figure, type Speech } from '../figures';
import { CellN } from './CellN';
import { FigureTable, type FigureColumn } from './FigureTable';
import { SaveButton } from './SaveButton';
import { initialOrder, largestAt, shortId, sortedLines, tableLines, totalLine, type TableLine } from './table-lines';
import styles from './TableTile.module.css';
import { Failed, Nothing } from './TileMessage';
import { TileFrame, TileHeading } from './TileFrame';
import { answerOf, problemOf, type TileProps } from './tile-state';
import { nameLink } from './twin-columns';

const atFirst = 10;
const more = 100;
const searchFrom = 12;

/** Indicators side by side, a row a value of a dimension; sorted by any of them, searched by name. */
export function TableTile({ tile, replies }: TileProps<'table'>) {
  const speech = useSpeech();
  const { t, formats } = speech;
  const { language } = useLanguage();
  const context = useBoardContext();
  const { failure } = useBoardStatus();
  const { board } = context;
  const [sought, setSought] = useState('');
  const [most, setMost] = useState(atFirst);
  const indicators = tile.indicators.flatMap((id) => indicatorOf(board, id) ?? []);
  const answers = indicators.map(({ id }) => answerOf(replies, id));
  const [first] = answers;
  const [order, sort] = useOrder(tile.id, indicators);
  const lines = tableLines(answers);
  const found = lines?.filter(({ row }) => row.titles[0]?.toLowerCase().includes(sought.trim().toLowerCase()));
  const sorted = found && sortedLines(found, order, indicators, formats.compare);
  const isEmpty = lines?.length === 0;
  const anyAnswer = answers.find(Boolean);
  const problem = problemOf(replies);
  const columns = columnsOf({ by: tile.by, indicators, lines: lines ?? [], context, speech, language });
  return (
    <TileFrame
      tile={tile}
      asOf={first?.asOf}
      n={first?.total?.n}
      figures={(lines ?? []).flatMap(({ figures }) => figures)}
      problem={first && problem}
    >
      <div>
        <div className={styles.head}>
          <TileHeading tile={tile} />
          <div className={styles.tools}>
            {(lines?.length ?? 0) >= searchFrom && (
              <TextInput
                type="search"
                aria-label={`${t('table.find')}: ${tile.title}`}
                placeholder={t('table.find')}
                value={sought}
                onChange={({ currentTarget }) => setSought(currentTarget.value)}
              />
            )}
            <SaveButton tile={tile} />
          </div>
        </div>
        {isEmpty && anyAnswer && <Nothing answer={anyAnswer} height={160} />}
        {sorted && !isEmpty && (
          <FigureTable
            caption={tile.title}
            columns={columns}
            rows={sorted.slice(0, most)}
            rowKey={({ key }) => key}
            total={sought ? undefined : totalLine(answers, t('table.total'))}
            order={{ by: order.replace(/^-/, ''), isDown: order.startsWith('-') }}
            onSort={sort}
            isWhole
          />
        )}
        {sorted && !isEmpty && (
          <More shown={Math.min(most, sorted.length)} all={sorted.length} onMore={() => setMost(most + more)} />
        )}
        {!sorted && <Waiting reason={problem ?? failure} />}
      </div>
    </TileFrame>
  );
}

const Waiting = ({ reason }: { reason: string | undefined }) =>
  reason === undefined ? <Skeleton h={480} /> : <Failed reason={reason} height={480} />;

function More({ shown, all, onMore }: { shown: number; all: number; onMore: () => void }) {
  const { t, formats } = useSpeech();
  const number = (value: number) => formats.number(value, 0);
  return (
    <div className={styles.more}>
      <span role="status">
        {all === 0 && t('filters.nothing')}
        {all > 0 && t('table.shown', { shown: number(shown), all: number(all) })}
      </span>
      {all > shown && (
        <Button variant="default" size="compact-md" onClick={onMore}>
          {t('table.more')}
        </Button>
      )}
    </div>
  );
}

/** The order in the address, `-` for descending, and how to sort by another column. */
function useOrder(tile: string, indicators: readonly IndicatorView[]): [string, (by: string) => void] {
  const parameter = `sort-${tile}`;
  const first = initialOrder(indicators);
  const [{ [parameter]: order = first }, change] = useUrlState<Record<string, string>>({ [parameter]: first });
  const sort = (by: string) => {
    const opposite = order.startsWith('-') ? by : `-${by}`;
    const isSame = order.replace(/^-/, '') === by;
    change({ [parameter]: isSame ? opposite : by === 'name' ? by : `-${by}` });
  };
  return [order, sort];
}

type Columns = {
  by: string;
  indicators: readonly IndicatorView[];
  lines: readonly TableLine[];
  context: BoardContext;
  speech: Speech;
  language: string;
};

function columnsOf({ by, indicators, lines, context, speech, language }: Columns): FigureColumn<TableLine>[] {
  const { board } = context;
  const name: FigureColumn<TableLine> = {
    key: 'name',
    title: board.dimensionTitles[by] ?? by,
    isName: true,
    cell: ({ row, isTotal }) => (isTotal ? row.titles[0] : nameLink(row, by, context)),
  };
  const measured = indicators.map((indicator, at): FigureColumn<TableLine> => {
    const title = titleOf(indicator, language);
    const key = shortId(indicator);
    const largest = largestAt(lines, at);
    const figureOf = ({ figures }: TableLine) => figures[at] ?? nothing;
    const value = (line: TableLine) => (
      <>
        <Measure
          figure={figureOf(line)}
          share={line.isTotal ? 0 : (figureOf(line).value ?? 0) / largest}
          words={labelOf(figureOf(line), indicator, speech)}
        />
        <CellN figure={figureOf(line)} />
      </>
    );
    return { key, title, cell: value };
  });
  return [name, ...measured];
}

/** A figure over a bar of its size, by which the eye finds the outliers. */
function Measure({ figure, share, words }: { figure: Figure; share: number; words: string }) {
  if (figure.value === null) return <span className={styles.mark}>{words}</span>;
  return (
    <span className={styles.measure} style={{ '--share': Math.max(share, 0) } as object}>
      {words}
    </span>
  );
}
