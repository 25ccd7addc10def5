import { useMediaQuery } from '@mantine/hooks';
import { IconFileImport, IconPlus } from '@tabler/icons-react';
import { Button, DataTable, Link, Page, useMay, useNavigate, useTexts } from '@regiso/core/ui';
import type { Found } from '../choices';
import { useColumns } from '../list/columns';
import { ExportMenu } from '../list/ExportMenu';
import { FilterBar } from '../list/FilterBar';
import { useFilters, type Filters } from '../list/filters';
import { FoundLine } from '../list/FoundLine';
import styles from '../list/List.module.css';
import { NothingFound } from '../list/NothingFound';
import { listTexts } from '../list/texts';
import { useCounts, useRegister } from '../list/use-register';
import { cardAddress } from '../addresses';

export default function Organisations() {
  const t = useTexts(listTexts);
  const navigate = useNavigate();
  const { filters, active, change, clear } = useFilters();
  const { rows, total, didYouMean, isBehind, error, retry, more } = useRegister(filters);
  const counts = useCounts(filters);
  const isNarrow = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
  const columns = useColumns(isNarrow);
  return (
    <Page title={t('list.title')} actions={<Actions filters={filters} />}>
      <div className={styles.page}>
        <FilterBar {...{ filters, active, counts, change, clear }} />
        <FoundLine total={total} didYouMean={didYouMean} isBehind={isBehind} />
        <DataTable<Found>
          caption={t('list.title')}
          columns={columns}
          rows={rows}
          rowKey={({ id }) => id}
          sortedByServer
          onOpen={({ id }) => void navigate({ to: cardAddress(id) as '/' })}
          total={total}
          more={more}
          error={error}
          retry={retry}
          empty={<NothingFound {...{ filters, active, change, clear }} />}
        />
      </div>
    </Page>
  );
}

function Actions({ filters }: { filters: Filters }) {
  const t = useTexts(listTexts);
  const mayEdit = useMay('participants.edit');
  const mayImport = useMay('participants.import');
  return (
    <>
      <ExportMenu filters={filters} />
      {mayImport && (
        <Button
          variant="default"
          leftSection={<IconFileImport size={20} aria-hidden />}
          renderRoot={(root) => <Link {...root} to={'/imports' as '/'} />}
        >
          {t('list.import')}
        </Button>
      )}
      {mayEdit && (
        <Button
          leftSection={<IconPlus size={20} aria-hidden />}
          renderRoot={(root) => <Link {...root} to={'/participants/organisations/new' as '/'} />}
        >
          {t('list.add')}
        </Button>
      )}
    </>
  );
}
