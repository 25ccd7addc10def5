import { loadUsualCharts, Page, useParam, useTexts } from '@regiso/core/ui';
import { Board } from '../board/Board';
import { useBoard } from '../board/answers';
import { texts } from '../texts';
import { menuTexts } from '../menu-texts';

// Beside the definition of the board and its figures, not after them.
void loadUsualCharts().catch(() => undefined);

/** `/app/dashboards/$id`. */
export default function BoardPage() {
  const id = useParam('id');
  const t = useTexts(menuTexts);
  useTexts(texts);
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
