import type { DossierView } from '../../dossiers/shapes';
import { Text, Title } from '../elements';
import { DataTable, type Column } from '../table/DataTable';
import { useFormats } from '../texts/formats';
import { useTexts } from '../texts/i18n';
import { dossierTexts } from './texts';

type Row = DossierView['earlier'][number];

/** Which papers other organisations kept before the person came here. */
export function Earlier({ rows }: { rows: readonly Row[] }) {
  const t = useTexts(dossierTexts);
  const { day } = useFormats();
  if (!rows.length) return null;
  const columns: Column<Row>[] = [
    { key: 'kind', title: t('earlier.kind'), value: ({ kind }) => kind, isName: true },
    { key: 'where', title: t('earlier.where'), value: ({ organisation }) => organisation },
    {
      key: 'received',
      title: t('earlier.received'),
      value: ({ receivedOn }) => receivedOn,
      cell: ({ receivedOn }) => day(receivedOn),
    },
    {
      key: 'ended',
      title: t('earlier.ended'),
      value: ({ endedOn }) => endedOn,
      cell: ({ endedOn }) => (endedOn ? day(endedOn) : '—'),
    },
  ];
  return (
    <section>
      <Title order={2} size="h3">
        {t('earlier')}
      </Title>
      <Text c="dimmed" mb="sm">
        {t('earlier.what')}
      </Text>
      <DataTable
        caption={t('earlier')}
        columns={columns}
        rows={rows}
        rowKey={({ organisation, kind, receivedOn }) => `${organisation}/${kind}/${receivedOn}`}
        sortParameter="earlier"
      />
    </section>
  );
}
