import { DataTable, EmptyState, Page, useApi, useLanguage, useNavigate, useTexts, type Column } from '@regiso/core/ui';
import type { ListHead } from '../model';
import { texts } from '../texts';

/** References of all subsystems. */
export default function Lists() {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const navigate = useNavigate();
  const list = useApi<ListHead[]>('/reference/lists');
  const columns: Column<ListHead>[] = [
    {
      key: 'title',
      title: t('list'),
      value: ({ title, titleEn }) => (language === 'ru' ? title : titleEn),
      isName: true,
    },
    { key: 'plugin', title: t('subsystem'), value: ({ plugin }) => plugin },
    { key: 'rows', title: t('rows'), value: ({ rows }) => rows, numeric: true },
    { key: 'unverified', title: t('unverified'), value: ({ unverified }) => unverified, numeric: true },
  ];
  return (
    <Page title={t('norms')} lead={t('norms.lead')}>
      <DataTable
        caption={t('norms')}
        columns={columns}
        rows={list.data}
        rowKey={({ id }) => id}
        initialSort="title"
        onOpen={({ id }) => void navigate({ to: `/reference/${id}` })}
        error={list.error}
        retry={() => void list.refetch()}
        empty={<EmptyState title={t('lists.empty')} />}
      />
    </Page>
  );
}
