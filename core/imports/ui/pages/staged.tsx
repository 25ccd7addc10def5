import { useState } from 'react';
import {
  Button,
  DataTable,
  EmptyState,
  NativeSelect,
  Page,
  useApi,
  useKeyset,
  useTexts,
  useUrlState,
  type Column,
} from '@regiso/core/ui';
import type { KindView, StagedView } from '../model';
import { Sections } from '../Sections';
import { About } from '../staged/About';
import { MatchDrawer } from '../staged/MatchDrawer';
import { texts } from '../texts';
import { listTexts } from '../texts/lists';
import styles from '../lists.module.css';

/** `/app/imports/staged`: rows that found no organisation or no sure card, one entry for all that the same answer settles. */
export default function StagedPage() {
  const t = useTexts(texts);
  const own = useTexts(listTexts);
  const [{ kind }, change] = useUrlState({ kind: '' });
  const [open, setOpen] = useState<StagedView>();
  const kinds = useApi<KindView[]>('/imports/kinds');
  const staged = useKeyset<StagedView>('/imports/staged', { kind });
  const columns = useColumns(setOpen);
  const choices = [
    { value: '', label: own('runs.all-kinds') },
    ...(kinds.data ?? []).map((one) => ({ value: one.kind, label: one.title })),
  ];
  return (
    <Page title={t('staged')} lead={own('staged.lead')}>
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
        caption={t('staged')}
        columns={columns}
        rows={staged.rows}
        rowKey={({ id }) => id}
        more={staged.more}
        error={staged.error}
        retry={staged.retry}
        empty={<EmptyState title={own('staged.empty')} what={own('staged.empty-what')} />}
      />
      {open && <MatchDrawer key={open.id} row={open} onClose={() => setOpen(undefined)} />}
    </Page>
  );
}

function useColumns(onMatch: (row: StagedView) => void): Column<StagedView>[] {
  const t = useTexts(listTexts);
  return [
    {
      key: 'about',
      title: t('staged.about'),
      value: ({ about }) => about.map(({ value }) => value).join(' '),
      sortable: false,
      isName: true,
      cell: (row) => <About row={row} />,
    },
    { key: 'why', title: t('staged.why'), value: ({ why }) => why, sortable: false },
    { key: 'rows', title: t('staged.rows'), value: ({ rows }) => rows, numeric: true, sortable: false },
    {
      key: 'from',
      title: t('staged.from'),
      value: ({ fileName }) => fileName,
      sortable: false,
      cell: ({ fileName, kindTitle, participant, line }) => (
        <>
          {fileName ?? kindTitle}
          <div className={styles.small}>
            {[participant, t('staged.from-line', { line })].filter(Boolean).join(' · ')}
          </div>
        </>
      ),
    },
    {
      key: 'match',
      title: '',
      value: () => null,
      sortable: false,
      cell: (row) => (
        <Button variant="default" size="sm" onClick={() => onMatch(row)}>
          {t(row.aboutWhat === 'people' ? 'staged.decide' : 'staged.match')}
        </Button>
      ),
    },
  ];
}
