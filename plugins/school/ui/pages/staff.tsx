import { useState } from 'react';
import { IconUsersGroup } from '@tabler/icons-react';
import {
  api,
  Checkbox,
  DataTable,
  DossierTotal,
  EmptyState,
  Group,
  LackingPapers,
  Link,
  Page,
  SegmentedControl,
  Stack,
  Text,
  TextInput,
  useFormats,
  useQuery,
  useTexts,
  useUrlState,
  type Column,
} from '@regiso/core/ui';
import type { StaffBrief } from '../../shared/dossiers';
import { dossierTexts } from '../dossiers/texts';
import { texts } from '../texts';

/** Personal files of who works in a school: who lacks what, those who have left apart. */
export default function Staff() {
  const t = useTexts(dossierTexts);
  const titles = useTexts(texts);
  const [{ who, only }, change] = useUrlState({ who: 'here', only: '' });
  const [text, setText] = useState('');
  const asked = { text: text.trim(), who };
  const found = useQuery({
    queryKey: ['/school/staff/search', asked],
    queryFn: () => api.post<StaffBrief[]>('/school/staff/search', asked),
    placeholderData: (old) => old,
    refetchOnWindowFocus: false,
  });
  const rows = found.data?.filter(({ lacking }) => !only || lacking.length > 0);
  return (
    <Page title={titles('staff')} lead={t('staff.lead')}>
      <Stack gap="md">
        <Group align="end">
          <SegmentedControl
            aria-label={t('who')}
            value={who}
            data={[
              { value: 'here', label: t('who.here') },
              { value: 'left', label: t('who.left') },
            ]}
            onChange={(value) => change({ who: value })}
          />
          <TextInput
            type="search"
            label={t('search')}
            value={text}
            maxLength={100}
            onChange={({ currentTarget: { value } }) => setText(value)}
          />
        </Group>
        <Checkbox
          label={t('only')}
          checked={only === 'yes'}
          onChange={({ currentTarget: { checked } }) => change({ only: checked ? 'yes' : '' })}
        />
        {who === 'here' && <DossierTotal rows={found.data ?? []} />}
        <DataTable
          caption={titles('staff')}
          columns={useColumns()}
          rows={rows}
          rowKey={({ id }) => id}
          error={found.error}
          retry={() => void found.refetch()}
          empty={<EmptyState icon={IconUsersGroup} title={t('none')} what={t('none.what')} />}
        />
      </Stack>
    </Page>
  );
}

function useColumns(): Column<StaffBrief>[] {
  const t = useTexts(dossierTexts);
  const { day } = useFormats();
  return [
    {
      key: 'worker',
      title: t('worker'),
      value: ({ name }) => name,
      isName: true,
      cell: ({ id, name, post, organisation, leftOn }) => (
        <>
          <Link to={`/school/staff/${id}` as '/'} aria-label={t('open.of', { name })}>
            {name}
          </Link>
          <Text size="sm" c="dimmed">
            {[post, organisation, leftOn && t('left.on', { day: day(leftOn) })].filter(Boolean).join(' · ')}
          </Text>
        </>
      ),
    },
    {
      key: 'papers',
      title: t('papers'),
      value: ({ lacking }) => lacking.length,
      cell: ({ lacking }) => <LackingPapers lacking={lacking} />,
    },
  ];
}
