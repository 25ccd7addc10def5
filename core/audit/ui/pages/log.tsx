import { useState } from 'react';
import { useMediaQuery } from '@mantine/hooks';
import { IconHistory, IconSearchOff } from '@tabler/icons-react';
import { DataTable, EmptyState, ErrorState, Page, ProblemError, useTexts } from '@regiso/core/ui';
import styles from '../Audit.module.css';
import { menuTexts } from '../menu-texts';
import type { RowView } from '../model';
import { FoundBar } from '../parts/FoundBar';
import { Filters } from '../parts/Filters';
import { RowDrawer } from '../parts/RowDrawer';
import { Sealed } from '../parts/Sealed';
import { useColumns } from '../parts/columns';
import { texts } from '../texts';
import { useLog } from '../use-log';

/** The audit log: how far it is sealed, the search, and the rows found. */
export default function Log() {
  const t = useTexts(texts);
  const menu = useTexts(menuTexts);
  const log = useLog();
  return (
    <Page title={menu('log')} lead={t('lead')}>
      <div className={styles.page}>
        <Sealed />
        <Filters
          values={log.values}
          errors={log.errors}
          isAsking={log.search.isPending}
          change={log.change}
          find={log.find}
          clear={log.clear}
        />
        <Results log={log} />
      </div>
    </Page>
  );
}

function Results({ log: { values, errors, found, search, more, find } }: { log: ReturnType<typeof useLog> }) {
  const t = useTexts(texts);
  const [opened, setOpened] = useState<RowView>();
  const isNarrow = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
  const columns = useColumns(isNarrow);
  const isAboutField = search.error instanceof ProblemError && errors.login !== undefined;
  if (search.error && !isAboutField) return <ErrorState error={search.error} retry={find} />;
  if (!found && !search.isPending) {
    return <EmptyState icon={IconHistory} title={t('begin')} what={t('begin.what')} />;
  }
  const shown = search.isPending ? undefined : found;
  return (
    <section className={styles.results} aria-label={t('found')}>
      {shown && <FoundBar found={shown} isBehind={shown.asked !== values} />}
      <DataTable<RowView>
        caption={t('found')}
        columns={columns}
        rows={shown?.rows}
        rowKey={({ id }) => id}
        sortedByServer
        onOpen={setOpened}
        more={shown?.next ? { load: () => more.mutate(shown), loading: more.isPending } : undefined}
        error={more.error}
        retry={() => shown && more.mutate(shown)}
        empty={
          <EmptyState
            icon={IconSearchOff}
            title={t('none')}
            what={t(shown?.asked.views ? 'none.views' : 'none.what')}
          />
        }
      />
      <RowDrawer row={opened} onClose={() => setOpened(undefined)} />
    </section>
  );
}
