import { lazy, Suspense } from 'react';
import { loadUsualCharts, Page, useParam, useTexts } from '@regiso/core/ui';
import { Board } from '../board/Board';
import { useBoard } from '../board/answers';
import { texts } from '../texts';
import { menuTexts } from '../menu-texts';
import { useShown } from '../snapshots/use-snapshots';

const FrozenBoard = lazy(() => import('../snapshots/FrozenBoard'));
const DifferenceBoard = lazy(() => import('../snapshots/DifferenceBoard'));

// Beside the definition of the board and its figures, not after them.
void loadUsualCharts().catch(() => undefined);

/** `/app/dashboards/$id`: live, as it was reported, or what has changed since. */
export default function BoardPage() {
  const id = useParam('id');
  useTexts(texts);
  const [{ snapshot, against }] = useShown();
  if (!snapshot) return <LiveBoard id={id} />;
  return (
    <Suspense>{against ? <DifferenceBoard id={snapshot} against={against} /> : <FrozenBoard id={snapshot} />}</Suspense>
  );
}

function LiveBoard({ id }: { id: string }) {
  const t = useTexts(menuTexts);
  const { data, error, refetch } = useBoard(id);
  if (data) return <Board key={data.id} board={data} />;
  return (
    <Page
      title={t('boards')}
      breadcrumbs={[{ title: t('boards'), to: '/dashboards' }]}
      loading={!error}
      error={error}
      retry={() => void refetch()}
    />
  );
}
