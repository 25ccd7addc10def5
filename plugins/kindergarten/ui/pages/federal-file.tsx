import {
  Badge,
  DataTable,
  Link,
  Page,
  Stack,
  useFormats,
  useMay,
  useParam,
  useTexts,
  type Column,
} from '@regiso/core/ui';
import type { FederalRow } from '../../shared/federal';
import { useFile } from '../federal/model';
import { SaveButton } from '../federal/SaveButton';
import { federalTexts } from '../federal/texts';
import { texts } from '../texts';

/** What became of each row of a file from the federal portal. */
export default function FederalFile() {
  const t = useTexts(federalTexts);
  const titles = useTexts(texts);
  const { instant, number } = useFormats();
  const id = useParam('id');
  const page = useFile(id);
  const { data } = page;
  return (
    <Page
      title={data?.file.name ?? titles('federal-file')}
      lead={
        data
        && t('file.lead', {
          at: [instant(data.file.madeAt), data.file.by].filter(Boolean).join(', '),
          rows: number(data.file.rows),
          unchanged: number(data.file.unchanged),
        })
      }
      breadcrumbs={[{ title: titles('federal'), to: '/kindergarten/federal' }]}
      actions={data?.file.kind === 'applications' && <SaveButton id={id} label={t('answer')} />}
      loading={page.isPending}
      error={page.error}
      retry={() => void page.refetch()}
    >
      <Stack gap="md">
        <DataTable
          caption={titles('federal-file')}
          columns={useColumns()}
          rows={data?.rows}
          rowKey={({ line }) => String(line)}
        />
      </Stack>
    </Page>
  );
}

const colours = { waiting: 'gray', asked: 'yellow', taken: 'green', rejected: 'red' } as const;

function useColumns(): Column<FederalRow>[] {
  const t = useTexts(federalTexts);
  const mayRead = useMay('kindergarten.read-queue');
  return [
    { key: 'line', title: t('line'), value: ({ line }) => line, numeric: true },
    { key: 'portal', title: t('portal'), value: ({ portalId }) => portalId, isName: true },
    {
      ...{ key: 'number', title: t('number'), value: ({ number }: FederalRow) => number },
      cell: ({ number, applicationId }) =>
        applicationId && mayRead ? <Link to={`/kindergarten/queue/${applicationId}` as '/'}>{number}</Link> : number,
    },
    {
      ...{ key: 'state', title: t('state'), value: ({ state }: FederalRow) => state },
      cell: ({ state }) => (
        <Badge variant="light" color={colours[state]} miw="max-content">
          {t(`state.${state}`)}
        </Badge>
      ),
    },
    {
      ...{ key: 'issue', title: t('issue'), sortable: false },
      value: ({ issues }) =>
        issues.map(({ column, message }) => (column ? `${column}: ${message}` : message)).join('; ') || '—',
    },
  ];
}
