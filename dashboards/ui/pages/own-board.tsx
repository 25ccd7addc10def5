import { useState } from 'react';
import {
  api,
  apiQuery,
  Button,
  loadUsualCharts,
  notifyDone,
  notifyProblem,
  Page,
  useMutation,
  useNavigate,
  useParam,
  useQuery,
  useQueryClient,
  useTexts,
  useUrlState,
} from '@regiso/core/ui';
import { IconLink, IconPencil, IconTrash } from '@tabler/icons-react';
import type { BoardBody, OwnBoard } from '../../shared/boards';
import { useFreshness } from '../board/answers';
import { FreshnessLine, stateOf } from '../board/FreshnessLine';
import { useMoment } from '../board/use-moment';
import { boardTexts } from '../boards/board-texts';
import styles from '../boards/Boards.module.css';
import { BoardEditor } from '../boards/BoardEditor';
import { BoardGrid } from '../boards/BoardGrid';
import { ShareBoard } from '../boards/ShareBoard';
import { menuTexts } from '../menu-texts';
import { useExplorer } from '../pivot/use-explorer';
import { texts } from '../texts';

void loadUsualCharts().catch(() => undefined);

const addressOf = (id: string) => `/dashboards/boards/${id}`;

/** `/app/dashboards/boards/$id`: a board that somebody has put together, and its editor for them. */
export default function OwnBoardPage() {
  const id = useParam('id');
  const menu = useTexts(menuTexts);
  useTexts(texts);
  const { data, error, refetch } = useQuery(apiQuery<OwnBoard>(addressOf(id)));
  if (data) return <Open key={data.id} board={data} />;
  return (
    <Page
      title={menu('my-boards')}
      breadcrumbs={[{ title: menu('my-boards'), to: '/dashboards/boards' }]}
      loading={!error}
      error={error}
      retry={() => void refetch()}
    />
  );
}

function Open({ board }: { board: OwnBoard }) {
  const t = useTexts(boardTexts);
  const menu = useTexts(menuTexts);
  const [{ edit }, change] = useUrlState({ edit: false as boolean });
  const fresh = useFreshness();
  const moment = useMoment(fresh.data);
  const explorer = useExplorer();
  const isEdited = edit && board.isMine;
  const shown = { explorer: explorer.data, fresh: fresh.data };
  return (
    <Page
      title={board.title}
      breadcrumbs={[{ title: menu('my-boards'), to: '/dashboards/boards' }]}
      actions={!isEdited && <Actions board={board} onEdit={() => change({ edit: true })} />}
    >
      {/* Without a figure open to the reader there is nothing to be fresh. */}
      {explorer.data?.indicators.length !== 0 && (
        <FreshnessLine state={stateOf(fresh.data, fresh.isError)} moment={fresh.data?.at ? moment(fresh.data) : ''} />
      )}
      {!board.isMine && <p className={styles.about}>{t('my.of', { name: board.owner })}</p>}
      {isEdited ? (
        <Edited board={board} {...shown} onEnd={() => change({ edit: false })} />
      ) : (
        <BoardGrid tiles={board.tiles} {...shown} />
      )}
    </Page>
  );
}

type EditedProps = { board: OwnBoard; onEnd: () => void } & Pick<
  Parameters<typeof BoardEditor>[0],
  'explorer' | 'fresh'
>;

function Edited({ board, onEnd, ...shown }: EditedProps) {
  // Whoever opened the editor answers to the board that stood then.
  const [{ id, version, title, tiles }] = useState(board);
  const t = useTexts(boardTexts);
  const queries = useQueryClient();
  const saving = useMutation({
    mutationFn: (next: BoardBody) => api.put(addressOf(id), { version, ...next }),
    onError: notifyProblem,
    onSuccess: async () => {
      notifyDone({ text: t('edit.saved') });
      await queries.invalidateQueries({ queryKey: [addressOf(id)] });
      onEnd();
    },
  });
  return (
    <BoardEditor
      kept={{ title, tiles }}
      isSaving={saving.isPending}
      onSave={(next) => saving.mutate(next)}
      onCancel={onEnd}
      {...shown}
    />
  );
}

function Actions({ board, onEdit }: { board: OwnBoard; onEdit: () => void }) {
  const t = useTexts(boardTexts);
  const remove = useRemoval(board);
  const copy = () => {
    navigator.clipboard
      .writeText(location.href)
      .then(() => notifyDone({ text: t('board.linked') }))
      .catch(notifyProblem);
  };
  return (
    <>
      <Button variant="default" leftSection={<IconLink size={20} aria-hidden />} onClick={copy}>
        {t('board.link')}
      </Button>
      {board.isMine && (
        <>
          <Button
            variant="default"
            leftSection={<IconTrash size={20} aria-hidden />}
            loading={remove.isPending}
            onClick={() => remove.mutate()}
          >
            {t('board.remove')}
          </Button>
          <ShareBoard key={board.version} board={board} />
          <Button leftSection={<IconPencil size={20} aria-hidden />} onClick={onEdit}>
            {t('board.edit')}
          </Button>
        </>
      )}
    </>
  );
}

/** Takes the board away, leads to the others, and offers to put it back. */
function useRemoval({ id, version, title }: OwnBoard) {
  const t = useTexts(boardTexts);
  const navigate = useNavigate();
  const queries = useQueryClient();
  const put = (isRemoved: boolean, seen: number) => api.put(`${addressOf(id)}/removed`, { version: seen, isRemoved });
  const restore = () =>
    put(false, version + 1)
      .then(() => {
        notifyDone({ text: t('board.back') });
        return queries.invalidateQueries({ queryKey: ['/dashboards/boards'] });
      })
      .catch(notifyProblem);
  return useMutation<unknown, Error, void>({
    mutationFn: () => put(true, version),
    onError: notifyProblem,
    onSuccess: async () => {
      await navigate({ to: '/dashboards/boards' } as never);
      queries.removeQueries({ queryKey: [addressOf(id)] });
      await queries.invalidateQueries({ queryKey: ['/dashboards/boards'] });
      notifyDone({ text: t('board.removed', { title }), undo: () => void restore() });
    },
  });
}
