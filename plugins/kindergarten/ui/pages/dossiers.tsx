import { useState } from 'react';
import { IconFolder } from '@tabler/icons-react';
import {
  api,
  Checkbox,
  DataTable,
  DossierTotal,
  EmptyState,
  Group,
  LackingPapers,
  Link,
  NativeSelect,
  Page,
  SegmentedControl,
  Stack,
  Text,
  TextInput,
  useApi,
  useFormats,
  useQuery,
  useTexts,
  useUrlState,
  type Column,
} from '@regiso/core/ui';
import type { DossierBrief } from '../../shared/dossiers';
import type { GroupView } from '../../shared/groups';
import { dossierTexts } from '../dossiers/texts';
import { texts } from '../texts';

const addressOf = (id: string) => `/kindergarten/dossiers/${id}` as '/';

/** Personal files of children: who lacks what, those who have left apart. */
export default function Dossiers() {
  const t = useTexts(dossierTexts);
  const titles = useTexts(texts);
  const [{ group, who, only }, change] = useUrlState({ group: '', who: 'here', only: '' });
  const [text, setText] = useState('');
  const asked = { text: text.trim(), who, ...(group && { group }) };
  const found = useQuery({
    queryKey: ['/kindergarten/dossiers/search', asked],
    queryFn: () => api.post<DossierBrief[]>('/kindergarten/dossiers/search', asked),
    placeholderData: (old) => old,
    refetchOnWindowFocus: false,
  });
  const groups = useApi<GroupView[]>('/kindergarten/groups');
  const rows = found.data?.filter(({ lacking }) => !only || lacking.length > 0);
  return (
    <Page title={titles('dossiers')} lead={t('lead')}>
      <Stack gap="md">
        <Group align="end">
          <SegmentedControl
            aria-label={t('who')}
            value={who}
            data={['here', 'left'].map((value) => ({ value, label: t(value === 'here' ? 'who.here' : 'who.left') }))}
            onChange={(value) => change({ who: value })}
          />
          <TextInput
            type="search"
            label={t('search')}
            value={text}
            maxLength={100}
            onChange={({ currentTarget: { value } }) => setText(value)}
          />
          <NativeSelect
            label={t('group')}
            value={group}
            data={[
              { value: '', label: t('group.all') },
              ...(groups.data ?? []).map(({ id, name, organisation }) => ({
                value: id,
                label: `${name} · ${organisation}`,
              })),
            ]}
            onChange={({ currentTarget: { value } }) => change({ group: value })}
          />
        </Group>
        <Checkbox
          label={t('only')}
          checked={only === 'yes'}
          onChange={({ currentTarget: { checked } }) => change({ only: checked ? 'yes' : '' })}
        />
        {who === 'here' && <DossierTotal rows={found.data ?? []} />}
        <DataTable
          caption={titles('dossiers')}
          columns={useColumns(who === 'left')}
          rows={rows}
          rowKey={({ id }) => id}
          error={found.error}
          retry={() => void found.refetch()}
          empty={
            <EmptyState
              icon={IconFolder}
              title={t('none')}
              what={text || group || only ? t('none.found') : t('none.what')}
            />
          }
        />
      </Stack>
    </Page>
  );
}

function useColumns(haveLeft: boolean): Column<DossierBrief>[] {
  const t = useTexts(dossierTexts);
  const { day } = useFormats();
  return [
    {
      key: 'child',
      title: t('child'),
      value: ({ name }) => name,
      isName: true,
      cell: ({ id, name, group, organisation }) => (
        <>
          <Link to={addressOf(id)} aria-label={t('open.of', { child: name })}>
            {name}
          </Link>
          <Text size="sm" c="dimmed">
            {[group, organisation].join(' · ')}
          </Text>
        </>
      ),
    },
    ...(haveLeft
      ? [
          {
            key: 'left',
            title: t('left'),
            value: ({ leftOn }: DossierBrief) => leftOn,
            cell: ({ leftOn }: DossierBrief) => (leftOn ? day(leftOn) : '—'),
          },
        ]
      : []),
    {
      key: 'state',
      title: t('state'),
      value: ({ lacking }) => lacking.length,
      cell: ({ lacking }) => <LackingPapers lacking={lacking} />,
    },
  ];
}
