import {
  Badge,
  DataTable,
  EmptyState,
  Link,
  Page,
  Stack,
  Text,
  useApi,
  useFormats,
  useMay,
  useTexts,
  type Column,
} from '@regiso/core/ui';
import type { GroupView } from '../../shared/groups';
import { AddGroup } from '../groups/AddGroup';
import { Ratio } from '../groups/Ratio';
import { GroupActions } from '../groups/GroupActions';
import { groupTexts } from '../groups/texts';
import { texts } from '../texts';
import { useWords } from '../words';

/** Groups of the kindergartens in reach: how many places, how many children, what is announced. */
export default function Groups() {
  const t = useTexts(groupTexts);
  const titles = useTexts(texts);
  const mayKeep = useMay('kindergarten.keep-groups');
  const groups = useApi<GroupView[]>('/kindergarten/groups');
  const { data } = groups;
  const sum = (of: (group: GroupView) => number) => (data ?? []).reduce((total, group) => total + of(group), 0);
  return (
    <Page title={titles('groups')} lead={t('lead')} actions={mayKeep && <AddGroup groups={data ?? []} />}>
      <Stack gap="md">
        {Boolean(data?.length) && (
          <Text fw={600}>
            {t('total', {
              capacity: sum((one) => one.capacity),
              children: sum((one) => one.children),
              free: sum((one) => one.free),
            })}
          </Text>
        )}
        <DataTable
          caption={titles('groups')}
          columns={useColumns(mayKeep, new Set(data?.map(({ organisationId }) => organisationId)).size === 1)}
          rows={data}
          rowKey={({ id }) => id}
          error={groups.error}
          retry={() => void groups.refetch()}
          empty={<EmptyState title={t('none')} what={t('none.what')} />}
        />
      </Stack>
    </Page>
  );
}

function useColumns(mayKeep: boolean, isOne: boolean): Column<GroupView>[] {
  const t = useTexts(groupTexts);
  const titles = useTexts(texts);
  const words = useWords();
  const { day, number } = useFormats();
  return [
    {
      key: 'name',
      title: t('name'),
      value: ({ organisation, name }) => `${organisation} ${name}`,
      isName: true,
      cell: ({ id, organisation, name, schoolYear, quarantineUntil, state }) => (
        <>
          {name} {state !== 'open' && <Badge variant="light">{t(`state.${state}`)}</Badge>}{' '}
          {quarantineUntil && (
            <Badge color="red" variant="light">
              {t('quarantine.until', { day: day(quarantineUntil) })}
            </Badge>
          )}
          <Text size="sm" c="dimmed">
            {[...(isOne ? [] : [organisation]), `${schoolYear}/${String(schoolYear + 1).slice(2)}`].join(' · ')}
          </Text>
          {mayKeep && (
            <Link
              to={'/kindergarten/dossiers' as '/'}
              search={{ group: id } as never}
              aria-label={`${titles('dossiers')}: ${name}`}
            >
              {titles('dossiers')}
            </Link>
          )}
        </>
      ),
    },
    {
      key: 'ages',
      title: t('ages'),
      value: ({ ageFrom }) => ageFrom,
      cell: ({ ageFrom, ageTo }) =>
        ageFrom === ageTo ? words.years(ageFrom) : t('ages.range', { from: ageFrom, to: words.years(ageTo) }),
    },
    {
      key: 'orientation',
      title: t('orientation'),
      value: ({ orientation }) => words.orientation(orientation),
      cell: ({ orientation, regime, ratio }) => (
        <>
          {words.orientation(orientation)}
          <Text size="sm" c="dimmed">
            {words.regime(regime)}
          </Text>
          {ratio && <Ratio ratio={ratio} />}
        </>
      ),
    },
    {
      key: 'capacity',
      title: t('capacity'),
      value: ({ capacity }) => capacity,
      numeric: true,
      cell: ({ capacity, areaM2 }) => (
        <>
          {number(capacity)}
          <Text size="sm" c="dimmed">
            {t('area', { area: number(areaM2, 1) })}
          </Text>
        </>
      ),
    },
    { key: 'children', title: t('children'), value: ({ children }) => children, numeric: true },
    { key: 'directed', title: t('directed'), value: ({ directed }) => directed, numeric: true },
    {
      key: 'free',
      title: t('free'),
      value: ({ free }) => free,
      numeric: true,
      cell: ({ free, announced }) => (
        <>
          {number(free)}
          {announced && free > 0 && (
            <Text size="sm" c="dimmed">
              {t('announced').toLowerCase()}
            </Text>
          )}
        </>
      ),
    },
    ...(mayKeep
      ? [
          {
            key: 'act',
            title: t('act'),
            value: () => null,
            sortable: false,
            cell: (group: GroupView) => <GroupActions group={group} />,
          },
        ]
      : []),
  ];
}
