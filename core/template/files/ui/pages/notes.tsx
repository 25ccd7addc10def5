import { DataTable, EmptyState, Page, useApi, useTexts, type Column } from '@regiso/core/ui';
import type { NoteView } from '../../shared';
import { texts } from '../texts';

export default function Notes() {
  const t = useTexts(texts);
  const list = useApi<NoteView[]>('/sample/notes');
  const columns: Column<NoteView>[] = [
    { key: 'written-on', title: t('written-on'), value: ({ writtenOn }) => writtenOn },
    { key: 'organisation', title: t('organisation'), value: ({ organisationId }) => organisationId },
    { key: 'pages', title: t('pages'), value: ({ pages }) => pages, numeric: true },
  ];
  return (
    <Page title={t('title')}>
      <DataTable
        caption={t('title')}
        columns={columns}
        rows={list.data}
        rowKey={({ id }) => id}
        error={list.error}
        retry={() => void list.refetch()}
        empty={<EmptyState title={t('nothing-yet')} />}
      />
    </Page>
  );
}
