import { lazy, Suspense, useCallback, useMemo, type ReactNode } from 'react';
import { Link, Skeleton, useLanguage, useMay, useNavigate, useTexts } from '@regiso/core/ui';
import type { DashboardView, Freshness, TileView } from '../../shared';
import type { OwnTile } from '../../shared/boards';
import { initialChoice, searchOf, type Choice } from '../../shared/choice';
import { batchOf } from '../../shared/questions';
import { useAnswers, useBoard } from '../board/answers';
import { namer, wordsOfChoice } from '../board/choice-words';
import { BoardProvider, StatusProvider, type BoardContext, type BoardStatus } from '../board/context';
import { useMoment } from '../board/use-moment';
import { useExplained } from '../explain/use-explained';
import { useSpeech } from '../figures';
import { saveBoard } from '../save/save-board';
import { AnyTile } from '../tiles/AnyTile';
import { boardTexts } from './board-texts';
import styles from './Boards.module.css';
import { Closed } from './Closed';

const ExplainDrawer = lazy(() => import('../explain/ExplainDrawer'));

type Declared = Extract<OwnTile, { kind: 'declared' }>;
type Props = { tile: Declared; fresh: Freshness | undefined };

/** A tile of a shipped board, as that board opens: by the reader's own right to it. */
export function DeclaredTile({ tile: own, fresh }: Props) {
  const t = useTexts(boardTexts);
  const { data, error } = useBoard(own.board);
  const { id, title, width } = own;
  const board = useMemo((): DashboardView | undefined => {
    const declared = data?.tiles.find((one) => one.id === own.tile);
    return data && declared && { ...data, tiles: [{ ...declared, id, title, width }] };
  }, [data, own.tile, id, title, width]);
  const [tile] = board?.tiles ?? [];
  if (board && tile) return <OnBoard key={board.id} board={board} tile={tile} fresh={fresh} />;
  if (!data && !error) return <Skeleton className={styles.closed ?? ''} h={320} />;
  return <Closed title={title} why={t('tile.lost')} what={t('tile.lost-what')} />;
}

type OnBoardProps = { board: DashboardView; tile: TileView; fresh: Freshness | undefined };

function OnBoard({ board, tile, fresh }: OnBoardProps) {
  const speech = useSpeech();
  const { language } = useLanguage();
  const navigate = useNavigate();
  const maySave = useMay('dashboards.export');
  const choice = useMemo(() => initialChoice(board), [board]);
  const batch = useMemo(() => batchOf(board, choice), [board, choice]);
  const { data, error, isPlaceholderData, refetch } = useAnswers(board, batch, fresh);
  const { explained, explain, close } = useExplained();
  const moment = useMoment(fresh);
  const nameOf = useMemo(() => namer(board, data?.names, speech), [board, data?.names, speech]);
  const choiceWords = wordsOfChoice(board, choice, nameOf, speech);
  // On its own board the choice stands above; here the title says of what the figures are.
  const named = [tile.title, choiceWords].filter(Boolean).join(', ');
  const choose = useCallback(
    (next: Choice) => void navigate({ to: `/dashboards/${board.id}`, search: searchOf(board, next) } as never),
    [navigate, board],
  );
  const context = useMemo((): BoardContext => {
    const save: BoardContext['save'] = (name, tiles) =>
      void saveBoard({ board, batch, tiles, title: `${name}. ${choiceWords}`, language, t: speech.t });
    return {
      ...{ board, choice, around: {}, batch, choose, nameOf, choiceWords, explain },
      link: (next, text) => linkTo(board, next, text),
      save: maySave ? save : undefined,
    };
  }, [board, choice, batch, choose, nameOf, choiceWords, explain, maySave, language, speech.t]);
  const status: BoardStatus = {
    ...{ moment, isLoading: isPlaceholderData, failure: error?.message },
    retry: () => void refetch(),
  };
  return (
    <BoardProvider value={context}>
      <StatusProvider value={status}>
        <AnyTile tile={{ ...tile, title: named }} replies={data?.tiles[tile.id]} />
        {explained && (
          <Suspense>
            <ExplainDrawer indicators={explained} onClose={close} />
          </Suspense>
        )}
      </StatusProvider>
    </BoardProvider>
  );
}

const linkTo = (board: DashboardView, choice: Choice, text: ReactNode) => (
  <Link
    {...({ to: `/dashboards/${board.id}`, search: searchOf(board, choice) } as unknown as { to: '/' })}
    preload={false}
  >
    {text}
  </Link>
);
