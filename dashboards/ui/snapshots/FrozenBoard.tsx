import { lazy, Suspense, useMemo } from 'react';
import { Button, Page, useApi, useFormats, useLanguage, useTexts } from '@regiso/core/ui';
import type { Snapshot } from '../../shared/snapshots';
import { placed } from '../board/answers';
import styles from '../board/Board.module.css';
import { namer, placesAround } from '../board/choice-words';
import { BoardProvider, StatusProvider, type BoardContext, type BoardStatus } from '../board/context';
import { Tiles } from '../board/Tiles';
import { useExplained } from '../explain/use-explained';
import { titleOf, useSpeech } from '../figures';
import { menuTexts } from '../menu-texts';
import { FrozenMark } from './FrozenMark';
import { snapshotTexts } from './snapshot-texts';
import { SnapshotPicker } from './Reported';
import { useShown } from './use-snapshots';

const ExplainDrawer = lazy(() => import('../explain/ExplainDrawer'));

/** A board as it was reported: the same tiles over kept figures, with a mark that nobody can miss. */
export default function FrozenBoard({ id }: { id: string }) {
  const menu = useTexts(menuTexts);
  const { data, error, refetch } = useApi<Snapshot>(`/dashboards/snapshots/${id}`);
  if (data) return <Shown key={data.id} snapshot={data} />;
  return (
    <Page
      title={menu('boards')}
      breadcrumbs={[{ title: menu('boards'), to: '/dashboards' }]}
      loading={!error}
      error={error}
      retry={() => void refetch()}
    />
  );
}

function Shown({ snapshot }: { snapshot: Snapshot }) {
  const t = useTexts(snapshotTexts);
  const speech = useSpeech();
  const menu = useTexts(menuTexts);
  const { language } = useLanguage();
  const [, show] = useShown();
  const { explained, explain, close } = useExplained();
  const { view } = snapshot;
  const { context, tiles } = useFrozen(snapshot, explain);
  const status = useFrozenStatus();
  return (
    <BoardProvider value={context}>
      <StatusProvider value={status}>
        <Page
          title={titleOf(view, language)}
          breadcrumbs={[{ title: menu('boards'), to: '/dashboards' }]}
          actions={
            <>
              <Button onClick={() => show({ against: 'live' }, { push: true })}>{t('snap.compare')}</Button>
              <Button variant="default" onClick={() => show({ snapshot: '', against: '' }, { push: true })}>
                {t('snap.back')}
              </Button>
            </>
          }
        >
          <FrozenMark snapshot={snapshot} />
          <SnapshotPicker dashboard={view.id} shown={snapshot.id} />
          {view.within && <p className={styles.within}>{speech.t('within', { within: view.within })}</p>}
          <Tiles tiles={view.tiles} replies={tiles} />
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

const stays = () => undefined;

/** The board of that day; nothing on it leads on, for there are no other figures behind it. */
function useFrozen(snapshot: Snapshot, explain: BoardContext['explain']) {
  const speech = useSpeech();
  return useMemo(() => {
    const { view, choice, questions, tiles, names, answers, words } = snapshot;
    const batch = { choice, questions, tiles, names };
    const replies = placed(batch, answers, undefined);
    const context: BoardContext = {
      board: view,
      choice,
      around: placesAround(view, replies.names, choice),
      batch,
      choose: stays,
      nameOf: namer(view, replies.names, speech),
      link: (_, text) => text,
      choiceWords: words,
      explain,
      save: undefined,
      isFrozen: true,
    };
    return { context, tiles: replies.tiles };
  }, [snapshot, speech, explain]);
}

function useFrozenStatus(): BoardStatus {
  const { instant } = useFormats();
  return useMemo(
    () => ({ moment: ({ at }) => (at ? instant(at) : ''), isLoading: false, failure: undefined, retry: stays }),
    [instant],
  );
}
