import {
  DataTable,
  EmptyState,
  Link,
  NativeSelect,
  Page,
  useApi,
  useFormats,
  useKeyset,
  useNavigate,
  useTexts,
  useUrlState,
  type Column,
} from '@regiso/core/ui';
import type { KindView, RunView } from '../model';
import { Sections } from '../Sections';
import { StateBadge } from '../StateBadge';
import { texts } from '../texts';
import { listTexts } from '../texts/lists';
import { runTexts } from '../texts/run';
import styles from '../lists.module.css';

/** `/app/imports/runs`: who imported what and when, page by page. */
export default function RunsPage() {
  const t = useTexts(texts);
  const own = useTexts(listTexts);
  const navigate = useNavigate();
  const columns = useColumns();
  const [{ kind }, change] = useUrlState({ kind: '' });
  const kinds = useApi<KindView[]>('/imports/kinds');
  const runs = useKeyset<RunView>('/imports/runs', { kind });
  const choices = [
    { value: '', label: own('runs.all-kinds') },
    ...(kinds.data ?? []).map((one) => ({ value: one.kind, label: one.title })),
  ];
  return (
    <Page title={t('runs')} lead={own('runs.lead')}>
      <Sections />
      <div className={styles.filters}>
        <NativeSelect
          label={own('runs.kind')}
          data={choices}
          value={kind}
          onChange={(event) => change({ kind: event.currentTarget.value })}
        />
      </div>
      <DataTable
        caption={t('runs')}
        columns={columns}
        rows={runs.rows}
        rowKey={({ id }) => id}
        onOpen={({ id }) => void navigate({ to: `/imports/runs/${id}` } as never)}
        more={runs.more}
        error={runs.error}
        retry={runs.retry}
        empty={<EmptyState title={own('runs.empty')} what={own('runs.empty-what')} />}
      />
    </Page>
  );
}

function useColumns(): Column<RunView>[] {
  const own = useTexts(listTexts);
  const t = useTexts(runTexts);
  const formats = useFormats();
  const count = (name: keyof RunView['counts'], title: string): Column<RunView> => ({
    key: name,
    title,
    numeric: true,
    sortable: false,
    value: ({ state, counts }) => (state === 'done' ? counts[name] : null),
    cell: ({ state, counts }) => (state === 'done' ? formats.number(counts[name]) : '—'),
  });
  return [
    {
      key: 'file',
      title: own('runs.file'),
      value: ({ fileName }) => fileName,
      sortable: false,
      isName: true,
      cell: ({ id, fileName, kindTitle, participant }) => (
        <>
          <Link to={`/imports/runs/${id}` as '/'}>{fileName}</Link>
          <div className={styles.small}>{[kindTitle, participant].filter(Boolean).join(' · ')}</div>
        </>
      ),
    },
    {
      key: 'when',
      title: own('runs.when'),
      value: ({ createdAt }) => createdAt,
      sortable: false,
      cell: ({ createdAt, startedBy }) => (
        <>
          <span className={styles.moment}>{formats.instant(createdAt)}</span>
          <div className={styles.small}>{startedBy}</div>
        </>
      ),
    },
    {
      key: 'state',
      title: own('runs.state'),
      value: ({ state }) => state,
      sortable: false,
      cell: (run) => <StateBadge run={run} />,
    },
    count('created', t('count.created')),
    count('updated', t('count.updated')),
    count('staged', own('runs.staged')),
    count('rejected', own('runs.rejected')),
  ];
}
