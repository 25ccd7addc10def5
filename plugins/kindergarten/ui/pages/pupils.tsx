import { useState } from 'react';
import { IconMoodKid } from '@tabler/icons-react';
import {
  api,
  Checkbox,
  DataTable,
  EmptyState,
  Group,
  Link,
  NativeSelect,
  Page,
  Stack,
  Text,
  TextInput,
  useApi,
  useFormats,
  useMay,
  useQuery,
  useTexts,
  useUrlState,
  type Column,
} from '@regiso/core/ui';
import type { GroupView } from '../../shared/groups';
import { Acts } from '../pupils/Acts';
import type { Pupil } from '../pupils/model';
import { ReleaseDialog } from '../pupils/ReleaseDialog';
import { pupilTexts } from '../pupils/texts';
import { TransferDialog } from '../pupils/TransferDialog';
import { texts } from '../texts';

const most = 200;

/** Children who attend: found by name or group, transferred and released many at once, each act taken back as a whole. */
export default function Pupils() {
  const t = useTexts(pupilTexts);
  const titles = useTexts(texts);
  const mayKeep = useMay('kindergarten.keep-groups');
  const groups = useApi<GroupView[]>('/kindergarten/groups');
  const [{ group }, change] = useUrlState({ group: '' });
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const asked = { text: text.trim(), ...(group && { group }), limit: most };
  const found = useQuery({
    queryKey: ['/kindergarten/pupils/search', asked],
    queryFn: () => api.post<Pupil[]>('/kindergarten/pupils/search', asked),
    placeholderData: (old) => old,
    refetchOnWindowFocus: false,
  });
  const rows = found.data;
  const taken = (rows ?? []).filter(({ id, endsOn }) => !endsOn && chosen.includes(id));
  const done = () => setChosen([]);
  return (
    <Page title={titles('pupils')} lead={t('lead')}>
      <Stack gap="xl">
        <Stack gap="md">
          <Group align="end">
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
          {mayKeep && (
            <Group>
              <TransferDialog pupils={taken} groups={groups.data ?? []} onDone={done} />
              <ReleaseDialog pupils={taken} onDone={done} />
              <Text role="status" c="dimmed">
                {t('chosen', { count: taken.length })}
              </Text>
            </Group>
          )}
          {rows?.length === most && <Text c="dimmed">{t('cut', { count: most })}</Text>}
          <DataTable
            caption={titles('pupils')}
            columns={useColumns(
              mayKeep,
              rows ?? [],
              taken.map(({ id }) => id),
              setChosen,
            )}
            rows={rows}
            rowKey={({ id }) => id}
            error={found.error}
            retry={() => void found.refetch()}
            empty={
              <EmptyState
                icon={IconMoodKid}
                title={t('none')}
                what={text || group ? t('none.found') : t('none.what')}
              />
            }
          />
        </Stack>
        <Acts />
      </Stack>
    </Page>
  );
}

function useColumns(
  mayKeep: boolean,
  rows: readonly Pupil[],
  chosen: readonly string[],
  setChosen: (ids: readonly string[]) => void,
): Column<Pupil>[] {
  const t = useTexts(pupilTexts);
  const { day } = useFormats();
  const toggle = (id: string) => setChosen(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);
  return [
    ...(mayKeep
      ? [
          {
            key: 'act',
            title: t('act'),
            value: () => null,
            sortable: false,
            cell: ({ id, name, endsOn }: Pupil) =>
              !endsOn && (
                <Checkbox
                  aria-label={t('choose', { child: name })}
                  checked={chosen.includes(id)}
                  onChange={() => toggle(id)}
                />
              ),
          },
        ]
      : []),
    {
      key: 'child',
      title: t('child'),
      value: ({ name }) => name,
      isName: true,
      cell: ({ id, name, birthDate }) => (
        <>
          {mayKeep ? <Link to={`/kindergarten/dossiers/${id}` as '/'}>{name}</Link> : name}
          {birthDate && (
            <Text size="sm" c="dimmed">
              {day(birthDate)}
            </Text>
          )}
        </>
      ),
    },
    {
      key: 'group',
      title: t('group'),
      value: ({ group, organisation }) => `${organisation} ${group}`,
      cell: ({ group, organisation }) => (
        <>
          {group}
          <Text size="sm" c="dimmed">
            {organisation}
          </Text>
        </>
      ),
    },
    { key: 'since', title: t('since'), value: ({ startsOn }) => startsOn, cell: ({ startsOn }) => day(startsOn) },
    {
      key: 'until',
      title: t('until'),
      value: ({ endsOn }) => endsOn,
      cell: ({ endsOn }) => (endsOn ? day(endsOn) : '—'),
    },
  ];
}
