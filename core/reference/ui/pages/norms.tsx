import { Badge, DataTable, EmptyState, Group, Page, Stack, Text, TextInput, type Column } from '@regiso/core/ui';
import { useApi, useLanguage, useMay, useParam, useTexts, useUrlState } from '@regiso/core/ui';
import { AddVersion } from '../AddVersion';
import { useWords, type Norms, type Row } from '../model';
import { Steps } from '../Steps';
import { texts } from '../texts';

/** Versions of the values of one reference. */
export default function NormsPage() {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const id = useParam('id');
  const [{ on }, change] = useUrlState({ on: '' });
  const mayManage = useMay('reference.manage');
  const address = `/reference/lists/${id}`;
  const norms = useApi<Norms>(address, on ? { on } : {});
  const words = useWords(norms.data?.codes ?? [], language);
  const title = (language === 'ru' ? norms.data?.title : norms.data?.titleEn) ?? t('norms');
  const columns: Column<Row>[] = [
    {
      key: 'norm',
      title: t('norm'),
      value: ({ code }) => words.name(code),
      cell: ({ code, act, clause }) => (
        <>
          {words.name(code)}
          <Text size="sm" c="dimmed">
            {[act, clause].filter(Boolean).join(', ')}
          </Text>
        </>
      ),
      isName: true,
    },
    { key: 'value', title: t('value'), value: (row) => words.value(row) },
    { key: 'valid', title: t('valid'), value: ({ validFrom }) => validFrom, cell: words.days },
    { key: 'state', title: t('state'), value: ({ verified }) => verified, cell: (row) => <State row={row} /> },
  ];
  if (mayManage)
    columns.push({
      key: 'steps',
      title: '',
      value: () => null,
      sortable: false,
      cell: (row) => <Steps row={row} address={address} />,
    });
  return (
    <Page
      title={title}
      lead={t('norms.lead')}
      breadcrumbs={[{ title: t('norms'), to: '/reference' }]}
      actions={mayManage && norms.data && <AddVersion norms={norms.data} address={address} />}
    >
      <Stack gap="md">
        <TextInput
          type="date"
          label={t('on')}
          description={t('on.what')}
          maw={240}
          value={on}
          onChange={({ currentTarget: { value } }) => change({ on: value })}
        />
        <DataTable
          caption={title}
          columns={columns}
          rows={norms.data?.rows}
          rowKey={(row) => row.id}
          error={norms.error}
          retry={() => void norms.refetch()}
          empty={<EmptyState title={t('empty')} />}
        />
      </Stack>
    </Page>
  );
}

function State({ row: { verified, withdrawnAt, withdrawnBecause, origin, note } }: { row: Row }) {
  const t = useTexts(texts);
  const state = withdrawnAt ? 'withdrawn' : verified ? 'verified' : 'unverified';
  const colour = { withdrawn: 'gray', verified: 'green', unverified: 'yellow' }[state];
  return (
    <Stack gap={2} align="flex-start">
      <Group gap="xs">
        <Badge color={colour} variant="light" miw="max-content">
          {t(`state.${state}`)}
        </Badge>
      </Group>
      {[withdrawnBecause, origin === 'operator' && t('origin.operator'), note].filter(Boolean).map((line) => (
        <Text key={String(line)} size="sm" c="dimmed">
          {line}
        </Text>
      ))}
    </Stack>
  );
}
