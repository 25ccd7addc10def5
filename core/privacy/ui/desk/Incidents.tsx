import { useState } from 'react';
import { IconPlus } from '@tabler/icons-react';
import { Badge, Button, DataTable, Drawer, EmptyState, Group, Stack } from '@regiso/core/ui';
import { useApi, useFormats, useTexts, type Column } from '@regiso/core/ui';
import type { Incident } from '../model';
import { texts } from '../texts';
import { IncidentForm } from './IncidentForm';
import { NoticeText } from './NoticeText';

const incidentsAddress = '/privacy/incidents';

/** Incidents with the deadlines of both notices. */
export function Incidents() {
  const t = useTexts(texts);
  const { instant } = useFormats();
  const list = useApi<Incident[]>(incidentsAddress);
  const [open, setOpen] = useState<string>();
  const incident = list.data?.find(({ id }) => id === open);
  const columns: Column<Incident>[] = [
    { key: 'title', title: t('incident'), value: ({ title }) => title, isName: true },
    {
      key: 'discovered',
      title: t('discovered'),
      value: (row) => row.discoveredAt,
      cell: (row) => instant(row.discoveredAt),
    },
    {
      key: 'first',
      title: t('first-notice'),
      value: ({ firstDueAt }) => firstDueAt,
      cell: (row) => <Due due={row.firstDueAt} sent={row.firstSentAt} />,
    },
    {
      key: 'result',
      title: t('result-notice'),
      value: ({ resultDueAt }) => resultDueAt,
      cell: (row) => <Due due={row.resultDueAt} sent={row.resultSentAt} />,
    },
  ];
  return (
    <>
      <Group justify="flex-end" mb="md">
        <Button leftSection={<IconPlus size={20} aria-hidden />} onClick={() => setOpen('new')}>
          {t('incident.new')}
        </Button>
      </Group>
      <DataTable
        caption={t('incidents')}
        columns={columns}
        rows={list.data}
        rowKey={({ id }) => id}
        onOpen={({ id }) => setOpen(id)}
        error={list.error}
        retry={() => void list.refetch()}
        empty={<EmptyState title={t('incidents.empty')} />}
      />
      <Drawer
        opened={open !== undefined}
        onClose={() => setOpen(undefined)}
        position="right"
        size="lg"
        title={incident?.title ?? t('incident.new')}
        closeButtonProps={{ 'aria-label': t('close') }}
      >
        {(open === 'new' || incident) && (
          <Stack gap="xl">
            {incident && <NoticeText key={`${incident.id}/${incident.version}`} incident={incident} />}
            <IncidentForm key={open} incident={incident} onSaved={({ id }) => setOpen(id)} />
          </Stack>
        )}
      </Drawer>
    </>
  );
}

function Due({ due, sent }: { due: string; sent: string | null }) {
  const t = useTexts(texts);
  const { instant } = useFormats();
  const [opened] = useState(() => Date.now());
  const isLate = !sent && Date.parse(due) < opened;
  const words = sent ? 'notice.sent' : isLate ? 'notice.late' : 'notice.due';
  return (
    <Badge color={sent ? 'green' : isLate ? 'red' : 'yellow'} variant="light" miw="max-content">
      {t(words, { when: instant(sent ?? due) })}
    </Badge>
  );
}
