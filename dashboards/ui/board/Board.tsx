import { lazy, Suspense, useCallback, useMemo, type ReactNode } from 'react';
import { Button, Link, Page, useLanguage, useMay, useTexts, WhySeen } from '@regiso/core/ui';
import { IconFileSpreadsheet, IconLink } from '@tabler/icons-react';
import type { DashboardView } from '../../shared';
import { useExplained } from '../explain/use-explained';
import { titleOf, useSpeech } from '../figures';
import { menuTexts } from '../menu-texts';
import { DeliverBoard } from '../deliveries/DeliverBoard';
import { ExportAll } from '../exports/ExportAll';
import { copyLink } from '../save/copy-link';
import { saveBoard } from '../save/save-board';
import { FreezeBoard } from '../snapshots/FreezeBoard';
import { Reported } from '../snapshots/Reported';
import { useAnswers, useFreshness } from './answers';
import styles from './Board.module.css';
import { searchOf, type Choice } from '../../shared/choice';
import { namer, placesAround, wordsOfChoice } from './choice-words';
import { BoardProvider, StatusProvider, type BoardContext, type BoardStatus } from './context';
import { FilterBar } from './FilterBar';
import { FreshnessLine, stateOf } from './FreshnessLine';
import { PlaceTrail } from './PlaceTrail';
import { batchOf } from '../../shared/questions';
import { Tiles } from './Tiles';
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
              <FreezeBoard board={board} choice={choice} choiceWords={choiceWords} />
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
          <Reported board={board} choice={choice} />
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
