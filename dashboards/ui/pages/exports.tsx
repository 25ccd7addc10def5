import { useState, type FormEvent } from 'react';
import { apiQuery, Button, EmptyState, Group, Link, NumberInput, Page, useQuery, useTexts } from '@regiso/core/ui';
import { IconDatabaseExport } from '@tabler/icons-react';
import type { ExportView } from '../../shared/exports';
import styles from '../Entries.module.css';
import { ExportEntry, isUnderWay } from '../exports/ExportEntry';
import { exportTexts } from '../exports/export-texts';
import { menuTexts } from '../menu-texts';

/** `/app/dashboards/exports`: whole tables that the reader has ordered as files; one of another by its number. */
export default function ExportsPage() {
  const t = useTexts(exportTexts);
  const menu = useTexts(menuTexts);
  const [number, find] = useState<number>();
  const { data, error, refetch } = useQuery({
    ...apiQuery<ExportView[]>('/dashboards/exports', number === undefined ? {} : { number }),
    refetchInterval: ({ state }) => (state.data?.some(isUnderWay) ? 1_500 : false),
  });
  const none = number === undefined ? 'list.none' : 'list.not-found';
  return (
    <Page
      title={menu('exports')}
      lead={t('export.lead')}
      loading={!data && !error}
      error={error}
      retry={() => void refetch()}
      actions={
        <Button variant="default" component={Link} to={'/dashboards/explorer' as '/'}>
          {t('list.explorer')}
        </Button>
      }
    >
      <Finder find={find} isFound={number !== undefined} />
      {data?.length === 0 && <EmptyState icon={IconDatabaseExport} title={t(none)} what={t(`${none}-what`)} />}
      <ul className={styles.entries}>
        {data?.map((entry) => (
          <ExportEntry key={entry.id} entry={entry} />
        ))}
      </ul>
    </Page>
  );
}

function Finder({ find, isFound }: { find: (number: number | undefined) => void; isFound: boolean }) {
  const t = useTexts(exportTexts);
  const [typed, type] = useState<number | string>('');
  const send = (event: FormEvent) => {
    event.preventDefault();
    find(typeof typed === 'number' ? typed : undefined);
  };
  const leave = () => {
    type('');
    find(undefined);
  };
  return (
    <form onSubmit={send}>
      <Group gap="xs" align="end" mb="md">
        <NumberInput
          label={t('list.find')}
          value={typed}
          min={1}
          max={2_147_483_647}
          allowDecimal={false}
          allowNegative={false}
          hideControls
          onChange={type}
        />
        <Button type="submit" variant="default">
          {t('list.find-button')}
        </Button>
        {isFound && (
          <Button variant="subtle" onClick={leave}>
            {t('list.all')}
          </Button>
        )}
      </Group>
    </form>
  );
}
