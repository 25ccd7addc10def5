import {
  Alert,
  api,
  Button,
  EmptyState,
  ErrorState,
  Group,
  NativeSelect,
  notifyProblem,
  Page,
  PageSkeleton,
  Stack,
  Text,
  TextInput,
  useApi,
  useMutation,
  useQueryClient,
  useTexts,
  useToday,
  useUrlState,
} from '@regiso/core/ui';
import type { DayRow, Mark, MealCounts } from '../../shared/attendance';
import { ChildLine } from '../attendance/ChildLine';
import { attendanceTexts } from '../attendance/texts';
import { texts } from '../texts';

type DayAnswer = { isWorked: boolean; isClosed: boolean; rows: DayRow[] };

/** Who of a group is here today, marked by a touch; what the kitchen cooks. */
export default function Attendance() {
  const t = useTexts(attendanceTexts);
  const titles = useTexts(texts);
  const today = useToday();
  const [{ group, day }, choose] = useUrlState({ group: '', day: today });
  const counts = useApi<MealCounts>(`/kindergarten/attendance/${day}`);
  const chosen = counts.data?.groups.find(({ groupId }) => groupId === group) ?? counts.data?.groups[0];
  return (
    <Page title={titles('attendance')} lead={t('lead')}>
      <Stack gap="md">
        <Group align="end">
          <NativeSelect
            label={t('group')}
            size="md"
            value={chosen?.groupId ?? ''}
            data={(counts.data?.groups ?? []).map((one) => ({
              value: one.groupId,
              label: `${one.group} · ${one.organisation}`,
            }))}
            onChange={(event) => choose({ group: event.currentTarget.value })}
          />
          <TextInput
            type="date"
            label={t('day')}
            size="md"
            max={today}
            value={day}
            onChange={(event) => event.currentTarget.value && choose({ day: event.currentTarget.value })}
          />
        </Group>
        {counts.error && <ErrorState error={counts.error} retry={() => void counts.refetch()} />}
        {counts.data && !chosen && <EmptyState title={t('none')} what={t('none.what')} />}
        {chosen && (
          <>
            <Text fw={600}>{t('meals', { ...chosen, cutOff: counts.data?.cutOff ?? '' })}</Text>
            <Children
              key={`${chosen.groupId}/${day}`}
              address={`/kindergarten/groups/${chosen.groupId}/attendance/${day}`}
            />
          </>
        )}
      </Stack>
    </Page>
  );
}

function Children({ address }: { address: string }) {
  const t = useTexts(attendanceTexts);
  const queries = useQueryClient();
  const children = useApi<DayAnswer>(address);
  const save = useMutation({
    // One after another, so that the last touch is what is kept.
    scope: { id: address },
    mutationFn: (marks: Mark[]) => api.put(address, { marks }),
    onError: notifyProblem,
    onSettled: () => queries.invalidateQueries(),
  });
  if (children.error && !children.data)
    return <ErrorState error={children.error} retry={() => void children.refetch()} />;
  if (!children.data) return <PageSkeleton />;
  const { rows, isWorked, isClosed } = children.data;
  if (!rows.length) return <EmptyState title={t('none.children')} />;
  const disabled = !isWorked || isClosed;
  const left = rows.filter(({ status }) => status === null);
  const state = save.isPending ? 'saving' : save.isError ? 'failed' : 'saved';
  // Shown at once; the server's answer follows.
  const send = (marks: Mark[]) => {
    const now = new Map(marks.map((mark) => [mark.pupilId, mark]));
    queries.setQueryData<DayAnswer>(
      [address, {}],
      (old) => old && { ...old, rows: old.rows.map((row) => ({ ...row, ...now.get(row.pupilId) })) },
    );
    save.mutate(marks);
  };
  return (
    <>
      {disabled && <Alert color="yellow">{isClosed ? t('closed') : t('free')}</Alert>}
      <Group>
        <Button
          size="md"
          disabled={disabled || !left.length}
          onClick={() => send(left.map(({ pupilId }) => ({ pupilId, status: 'present', reason: null })))}
        >
          {t('all')}
        </Button>
        <Text role="status" c={state === 'failed' ? 'red' : 'dimmed'}>
          {t(`state.${state}`)}
        </Text>
      </Group>
      <Stack gap="xs" component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
        {rows.map((row) => (
          <ChildLine
            key={row.pupilId}
            row={row}
            disabled={disabled}
            mark={(to) => send([{ pupilId: row.pupilId, ...to }])}
          />
        ))}
      </Stack>
    </>
  );
}
