import { useState } from 'react';
import { IconCheck, IconClock, IconDownload, IconSearch, IconX } from '@tabler/icons-react';
import {
  Anchor,
  api,
  apiAddress,
  Badge,
  Button,
  DataTable,
  EmptyState,
  Group,
  Page,
  ReasonDialog,
} from '@regiso/core/ui';
import { Text, TextInput, useFormats, useKeyset, useLanguage, useTexts, useUrlState, WhySeen } from '@regiso/core/ui';
import type { Column } from '@regiso/core/ui';
import { texts } from '../texts';

type Issued = {
  id: string;
  title: string;
  titleEn: string;
  number: string;
  issuedOn: string;
  validUntil: string | null;
  isExpired: boolean;
  revokedOn: string | null;
  revokedBecause: string | null;
};

/** Every numbered document: whether it holds, its paper, and taking it back. */
export default function IssuedPage() {
  const t = useTexts(texts);
  const [{ number }, setFilter] = useUrlState({ number: '' });
  const list = useKeyset<Issued>('/documents/issued', { number });
  return (
    <Page title={t('issued')} lead={t('issued.lead')}>
      <FindNumber key={number} number={number} onFind={(found) => setFilter({ number: found })} />
      <DataTable
        caption={t('issued')}
        columns={useColumns()}
        rows={list.rows}
        rowKey={({ id }) => id}
        error={list.error}
        retry={list.retry}
        more={list.more}
        empty={
          number ? (
            <EmptyState title={t('issued.not-found', { number })} what={t('issued.not-found.what')} />
          ) : (
            <EmptyState title={t('issued.empty')} />
          )
        }
      />
    </Page>
  );
}

function FindNumber({ number, onFind }: { number: string; onFind: (number: string) => void }) {
  const t = useTexts(texts);
  const [typed, setTyped] = useState(number);
  return (
    <form
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        onFind(typed.trim());
      }}
    >
      <Group align="end" gap="sm" mb="lg">
        <TextInput
          type="search"
          label={t('number')}
          placeholder="КС-2026-00001"
          maxLength={60}
          value={typed}
          onChange={({ currentTarget: { value } }) => setTyped(value)}
        />
        <Button type="submit" variant="default" leftSection={<IconSearch size={18} aria-hidden />}>
          {t('find')}
        </Button>
      </Group>
    </form>
  );
}

function useColumns(): Column<Issued>[] {
  const t = useTexts(texts);
  const { day } = useFormats();
  const { language } = useLanguage();
  return [
    { key: 'number', title: t('number'), value: ({ number }) => number, isName: true, sortable: false },
    {
      key: 'kind',
      title: t('kind'),
      value: ({ title, titleEn }) => (language === 'en' ? titleEn : title),
      sortable: false,
    },
    {
      key: 'issued-on',
      title: t('issued-on'),
      value: ({ issuedOn }) => issuedOn,
      cell: ({ issuedOn }) => day(issuedOn),
      sortable: false,
    },
    {
      key: 'state',
      title: t('state'),
      value: () => '',
      cell: (row) => <State issued={row} />,
      sortable: false,
    },
    {
      key: 'actions',
      title: t('actions'),
      value: () => '',
      cell: (row) => <Actions issued={row} />,
      sortable: false,
    },
  ];
}

function State({ issued: { validUntil, isExpired, revokedOn, revokedBecause } }: { issued: Issued }) {
  const t = useTexts(texts);
  const { day } = useFormats();
  if (revokedOn)
    return (
      <>
        <Badge color="red" variant="light" miw="max-content" leftSection={<IconX size={14} aria-hidden />}>
          {t('state.revoked', { day: day(revokedOn) })}
        </Badge>
        <Text size="sm" c="dimmed">
          {revokedBecause}
        </Text>
      </>
    );
  const [colour, Icon] = isExpired ? (['gray', IconClock] as const) : (['green', IconCheck] as const);
  return (
    <Badge color={colour} variant="light" miw="max-content" leftSection={<Icon size={14} aria-hidden />}>
      {validUntil ? t(isExpired ? 'state.expired' : 'state.until', { day: day(validUntil) }) : t('state.valid')}
    </Badge>
  );
}

function Actions({ issued: { id, number, revokedOn } }: { issued: Issued }) {
  const t = useTexts(texts);
  return (
    <Group gap="md">
      <Anchor
        href={apiAddress(`/documents/issued/${id}/file`)}
        download
        aria-label={t('save.of', { number })}
        style={{ whiteSpace: 'nowrap' }}
      >
        <IconDownload size={16} aria-hidden style={{ verticalAlign: '-2px' }} /> {t('save')}
      </Anchor>
      <WhySeen kind="documents.issued" id={id} of={number} isBrief />
      {!revokedOn && (
        <ReasonDialog
          size="xs"
          label={t('revoke')}
          title={t('revoke.title', { number })}
          what={t('revoke.what')}
          reason={t('revoke.reason')}
          done={t('revoke.done')}
          send={({ reason }) => api.post(`/documents/issued/${id}/revoke`, { reason })}
        />
      )}
    </Group>
  );
}
