import { lazy, memo, Suspense, useCallback, useMemo, type CSSProperties, type ReactNode } from 'react';
import { Button, Link, Page, useLanguage, useMay, useTexts, WhySeen } from '@regiso/core/ui';
import { IconFileSpreadsheet, IconLink } from '@tabler/icons-react';
import type { DashboardView, TileView } from '../../shared';
import { useExplained } from '../explain/use-explained';
import { titleOf, useSpeech } from '../figures';
import { menuTexts } from '../menu-texts';
import { DeliverBoard } from '../deliveries/DeliverBoard';
import { ExportAll } from '../exports/ExportAll';
import { copyLink } from '../save/copy-link';
import { saveBoard } from '../save/save-board';
import { AnyTile } from '../tiles/AnyTile';
import { useAnswers, useFreshness, type BoardReplies } from './answers';
import styles from './Board.module.css';
import { searchOf, type Choice } from '../../shared/choice';
import { namer, placesAround, wordsOfChoice } from './choice-words';
import { BoardProvider, StatusProvider, type BoardContext, type BoardStatus } from './context';
import { FilterBar } from './FilterBar';
import { FreshnessLine, stateOf } from './FreshnessLine';
import { PlaceTrail } from './PlaceTrail';
import { batchOf } from '../../shared/questions';
import { useChoice } from './use-choice';
import { useMoment } from './use-moment';

const ExplainDrawer = lazy(() => import('../explain/ExplainDrawer'));

/** An open dashboard: the choice in the address, one request for all its figures, and tiles that follow the data. */
export function Board({ board }: { board: DashboardView }) {
  const speech = useSpeech();
  const { t } = speech;
  const menu = useTexts(menuTexts);
  const { language } = useLanguage();
  const [choice, choose] = useChoice(board);
  const batch = useMemo(() => batchOf(board, choice), [board, choice]);
  const fresh = useFreshness(board.id);
  const { data, error, isPlaceholderData, refetch } = useAnswers(board, batch, fresh.data);
  const { explained, explain, close } = useExplained();
  const moment = useMoment(fresh.data);
  const nameOf = useMemo(() => namer(board, data?.names, speech), [board, data?.names, speech]);
  const shown = data?.choice ?? choice;
  const around = useMemo(() => placesAround(board, data?.names, shown), [board, data?.names, shown]);
  const choiceWords = wordsOfChoice(board, shown, nameOf, speech);
  const save = useSave(board, batch, choiceWords);
  const link = useCallback(
    (next: Choice, text: ReactNode, isCurrent?: boolean) => boardLink(board, next, text, isCurrent),
    [board],
  );
  const context = useMemo(
    (): BoardContext => ({
      board,
      choice: shown,
      around,
      batch,
      choose,
      nameOf,
      choiceWords,
      link,
      explain,
      save,
    }),
    [board, shown, around, batch, choose, nameOf, choiceWords, link, explain, save],
  );
  const failure = error?.message;
  const status = useMemo(
    (): BoardStatus => ({ moment, isLoading: isPlaceholderData, failure, retry: () => void refetch() }),
    [moment, isPlaceholderData, failure, refetch],
  );
  const title = titleOf(board, language);
  return (
    <BoardProvider value={context}>
      <StatusProvider value={status}>
        <Page
          title={title}
          breadcrumbs={[{ title: menu('boards'), to: '/dashboards' }]}
          actions={
            <>
              <WhySeen kind="dashboards.board" id={board.id} />
              <Button
                variant="default"
                leftSection={<IconLink size={20} />}
                title={t('save.link')}
                onClick={() => void copyLink(board, choice, t)}
              >
                {t('save.share')}
              </Button>
              <DeliverBoard board={board} choice={choice} choiceWords={choiceWords} />
              <ExportBoard board={board} choice={choice} choiceWords={choiceWords} />
              {save && (
                <Button
                  variant="default"
                  leftSection={<IconFileSpreadsheet size={20} />}
                  aria-label={t('save.board')}
                  title={t('save.board')}
                  onClick={() =>
                    save(
                      title,
                      board.tiles.map(({ id }) => id),
                    )
                  }
                >
                  {t('save.xlsx')}
                </Button>
              )}
            </>
          }
        >
          <FreshnessLine state={stateOf(fresh.data, fresh.isError)} moment={fresh.data?.at ? moment(fresh.data) : ''} />
          {board.within && <p className={styles.within}>{t('within', { within: board.within })}</p>}
          <div className={styles.filters}>
            <FilterBar
              board={board}
              choice={choice}
              onChoose={choose}
              nameOf={nameOf}
              choiceWords={wordsOfChoice(board, choice, nameOf, speech)}
            />
            <PlaceTrail />
          </div>
          <Tiles tiles={board.tiles} replies={data?.tiles} />
        </Page>
        {explained && (
          <Suspense>
            <ExplainDrawer indicators={explained} onClose={close} />
          </Suspense>
        )}
      </StatusProvider>
    </BoardProvider>
  );
}

type ExportProps = { board: DashboardView; choice: Choice; choiceWords: string };

function ExportBoard({ board, choice, choiceWords }: ExportProps) {
  const { language } = useLanguage();
  const indicators = board.indicators.map((one) => ({ id: one.id, title: titleOf(one, language), by: one.by }));
  const filters = Object.fromEntries(Object.entries(choice).map(([name, values]) => [name, [...values]]));
  return (
    <ExportAll
      indicators={indicators.filter(({ by }) => by.length)}
      dimensionTitle={(name) => board.dimensionTitles[name] ?? name}
      by={[]}
      filters={filters}
      filterWords={choiceWords}
    />
  );
}

/** Takes tiles out as a workbook; undefined without the right to. */
function useSave(board: DashboardView, batch: ReturnType<typeof batchOf>, choiceWords: string) {
  const { t } = useSpeech();
  const { language } = useLanguage();
  const maySave = useMay('dashboards.export');
  return useMemo((): BoardContext['save'] => {
    if (!maySave) return undefined;
    return (name, tiles) => void saveBoard({ board, batch, tiles, title: `${name}. ${choiceWords}`, language, t });
  }, [maySave, board, batch, choiceWords, language, t]);
}

/** A link that keeps all of the choice but what it changes. */
function boardLink(board: DashboardView, choice: Choice, text: ReactNode, isCurrent = false) {
  const search = (old: Record<string, unknown>) => ({ ...old, ...searchOf(board, choice) });
  return (
    <Link
      {...({ to: '.', search } as unknown as { to: '/' })}
      resetScroll={false}
      preload={false}
      className={styles.link ?? ''}
      activeProps={{}}
      aria-current={isCurrent ? 'true' : undefined}
    >
      {text}
    </Link>
  );
}

type TilesProps = { tiles: readonly TileView[]; replies: BoardReplies['tiles'] | undefined };

const mostInARow = 8;

/** How many figures stand in a row, so that the last row is no shorter than need be. */
const inEvenRows = (count: number) => Math.ceil(count / Math.ceil(count / mostInARow));

/** Figures first and side by side, then the rest in the order of the definition. */
const Tiles = memo(function Tiles({ tiles, replies }: TilesProps) {
  const groups: { isFigures: boolean; tiles: TileView[] }[] = [];
  for (const tile of tiles) {
    const isFigures = tile.draw === 'figure';
    const last = groups.at(-1);
    if (last?.isFigures === isFigures) last.tiles.push(tile);
    else groups.push({ isFigures, tiles: [tile] });
  }
  return groups.map((group) => (
    <div
      key={group.tiles[0]?.id}
      className={group.isFigures ? styles.figures : styles.charts}
      style={{ '--in-a-row': inEvenRows(group.tiles.length) } as CSSProperties}
    >
      {group.tiles.map((tile) => (
        <AnyTile key={tile.id} tile={tile} replies={replies?.[tile.id]} />
      ))}
    </div>
  ));
});
