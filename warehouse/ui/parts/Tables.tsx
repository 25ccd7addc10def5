import { useState } from 'react';
import { IconDots } from '@tabler/icons-react';
import { ActionIcon, Badge, Button, DataTable, Group, Menu, Modal, Progress, Text } from '@regiso/core/ui';
import { useFormats, useTexts, type Column } from '@regiso/core/ui';
import type { TableStatus } from '../../shared';
import { useStart } from '../state';
import { texts } from '../texts';
import { useUnits } from '../units';

const colours = {
  empty: 'gray',
  building: 'blue',
  live: 'green',
  rebuilding: 'blue',
  'needs-snapshot': 'red',
} as const;

export function Tables({ tables, mayOperate }: { tables: TableStatus[]; mayOperate: boolean }) {
  const t = useTexts(texts);
  const columns = useColumns();
  const actions: Column<TableStatus> = {
    key: 'actions',
    title: t('column.actions'),
    value: () => null,
    sortable: false,
    cell: ({ fact }) => <Actions fact={fact} />,
  };
  return (
    <DataTable
      caption={t('tables')}
      columns={mayOperate ? [...columns, actions] : columns}
      rows={tables}
      rowKey={({ fact }) => fact}
      initialSort="fact"
    />
  );
}

function useColumns(): Column<TableStatus>[] {
  const t = useTexts(texts);
  const { duration, size } = useUnits();
  const { number, percent } = useFormats();
  return [
    {
      key: 'fact',
      title: t('column.fact'),
      value: ({ fact }) => fact,
      isName: true,
      cell: (row) => <Name row={row} />,
    },
    { key: 'state', title: t('column.state'), value: ({ state }) => state, cell: (row) => <State row={row} /> },
    {
      key: 'lag',
      title: t('column.lag'),
      numeric: true,
      value: ({ lagSeconds }) => lagSeconds,
      cell: ({ lagSeconds, lagTicks }) => (
        <Two first={duration(lagSeconds)} second={t('lag.ticks', { count: lagTicks })} />
      ),
    },
    {
      key: 'log',
      title: t('column.log'),
      numeric: true,
      value: ({ logBytes }) => logBytes,
      cell: ({ logBytes, logRows }) => <Two first={size(logBytes)} second={t('log.rows', { count: logRows })} />,
    },
    {
      key: 'speed',
      title: t('column.speed'),
      numeric: true,
      value: ({ rowsPerSecond }) => rowsPerSecond,
      cell: ({ rowsPerSecond, retries }) => (
        <Two
          first={t('speed', { value: number(rowsPerSecond, rowsPerSecond < 10 && rowsPerSecond > 0 ? 1 : 0) })}
          second={t('speed.retries', { count: retries })}
        />
      ),
    },
    {
      key: 'parts',
      title: t('column.parts'),
      numeric: true,
      value: ({ parts }) => parts,
      cell: ({ parts, unmergedShare }) =>
        parts !== null && (
          <Two first={number(parts)} second={t('parts.unmerged', { share: percent(100 * (unmergedShare ?? 0), 0) })} />
        ),
    },
    {
      key: 'verified',
      title: t('column.verified'),
      value: ({ verified }) => verified?.at,
      cell: (row) => <LastVerified row={row} />,
    },
  ];
}

const Two = ({ first, second }: { first: string; second: string }) => (
  <>
    {first}
    <Text size="sm" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
      {second}
    </Text>
  </>
);

const Name = ({ row: { fact, source, problem } }: { row: TableStatus }) => (
  <>
    {fact}
    <Text size="sm" c={problem ? 'red' : 'dimmed'} fw={400}>
      {problem ?? source}
    </Text>
  </>
);

function State({ row: { state, snapshot } }: { row: TableStatus }) {
  const t = useTexts(texts);
  return (
    <>
      <Badge color={colours[state]} variant="light" miw="max-content">
        {t(`state.${state}`)}
      </Badge>
      {snapshot !== null && <Progress value={100 * snapshot} mt={6} aria-label={t('run.meter')} />}
    </>
  );
}

function LastVerified({ row: { verified } }: { row: TableStatus }) {
  const t = useTexts(texts);
  const { instant } = useFormats();
  if (!verified) return null;
  const wrong = verified.missing + verified.extra + verified.different;
  return (
    <>
      {instant(verified.at)}
      <Text size="sm" c={wrong ? 'red' : 'dimmed'}>
        {wrong ? t('verified.wrong', { count: wrong }) : t('verified.right')}
      </Text>
    </>
  );
}

function Actions({ fact }: { fact: string }) {
  const t = useTexts(texts);
  const [isAsking, setAsking] = useState(false);
  const [verify, repair, rebuild] = [useStart('verify'), useStart('repair'), useStart('rebuild')];
  const isBusy = verify.isPending || repair.isPending || rebuild.isPending;
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" size={36} loading={isBusy} aria-label={t('actions.of', { fact })}>
            <IconDots size={20} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => verify.mutate(fact)}>{t('verify')}</Menu.Item>
          <Menu.Item onClick={() => repair.mutate(fact)}>{t('repair')}</Menu.Item>
          <Menu.Item onClick={() => setAsking(true)}>{t('rebuild')}…</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Modal
        opened={isAsking}
        onClose={() => setAsking(false)}
        title={t('rebuild.question', { fact })}
        closeButtonProps={{ 'aria-label': t('run.cancel') }}
      >
        <Text>{t('rebuild.consequence')}</Text>
        <Group justify="flex-end" mt="lg">
          <Button
            onClick={() => {
              setAsking(false);
              rebuild.mutate(fact);
            }}
          >
            {t('rebuild')}
          </Button>
        </Group>
      </Modal>
    </>
  );
}
