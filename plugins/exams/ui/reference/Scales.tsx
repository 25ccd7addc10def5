import { useState } from 'react';
import { Drawer, Table, Text, useTexts, type Column } from '@regiso/core/ui';
import { addresses, useNames, useValidity, type Scale } from '../model';
import { texts } from '../texts';
import { RowsTable } from './RowsTable';
import { Verified } from './Verified';

type Band = Scale['bands'][number];

/** Versions of scales; one opens as a table of primary points and results. */
export function Scales({ kind }: { kind: string }) {
  const t = useTexts(texts);
  const names = useNames();
  const validity = useValidity();
  const [open, setOpen] = useState<Scale>();
  const columns: Column<Scale>[] = [
    {
      key: 'subject',
      title: t('subject'),
      value: ({ subject }) => names.subject(subject),
      cell: ({ subject, variant }) => (
        <>
          {names.subject(subject)}
          {variant && <Text size="sm">{variant}</Text>}
        </>
      ),
      isName: true,
    },
    { key: 'kind', title: t('kind'), value: (row) => names.kind(row.kind) },
    { key: 'valid', title: t('valid'), value: ({ validFrom }) => validFrom, cell: validity },
    { key: 'act', title: t('act'), value: ({ act }) => act },
    {
      key: 'verified',
      title: t('verified'),
      value: (row) => row.verified,
      cell: (row) => <Verified is={row.verified} />,
    },
  ];
  return (
    <>
      <RowsTable
        what="scales"
        address={addresses.scales}
        query={kind ? { kind } : {}}
        columns={columns}
        rowKey={({ id }) => id}
        initialSort="subject"
        onOpen={setOpen}
      />
      <Drawer
        opened={open !== undefined}
        onClose={() => setOpen(undefined)}
        position="right"
        title={open && t('scale.of', { kind: names.kind(open.kind), subject: names.subject(open.subject) })}
      >
        {open && <Bands scale={open} />}
      </Drawer>
    </>
  );
}

function Bands({ scale }: { scale: Scale }) {
  const t = useTexts(texts);
  const validity = useValidity();
  return (
    <>
      <Text size="sm">{validity(scale)}</Text>
      <Text size="sm">{scale.act}</Text>
      <Text size="sm" c="dimmed" mb="md">
        {t('source')}: {scale.source}
      </Text>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('primary')}</Table.Th>
            <Table.Th>{t('result')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {scale.bands.map((band) => (
            <Table.Tr key={`${band.from}-${band.result}`}>
              <Table.Td>{band.from === band.to ? band.from : `${band.from}–${band.to}`}</Table.Td>
              <Table.Td>
                {band.result}
                <Condition band={band} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </>
  );
}

function Condition({ band: { condition } }: { band: Band }) {
  const t = useTexts(texts);
  if (!condition) return null;
  const { name, atLeast: points, otherwise } = condition;
  return (
    <Text size="sm" c="dimmed">
      {points === null
        ? t('result.unknown', { otherwise })
        : t(name === 'geometry' ? 'result.geometry' : 'result.condition', { points, otherwise })}
    </Text>
  );
}
