import {
  Alert,
  api,
  Button,
  ConfirmButton,
  EmptyState,
  ErrorState,
  Group,
  NativeSelect,
  notifyDone,
  notifyProblem,
  Page,
  PageSkeleton,
  saveFile,
  Stack,
  Text,
  TextInput,
  useApi,
  useLanguage,
  useMay,
  useMutation,
  useQueryClient,
  useTexts,
  useToday,
  useUrlState,
  WhySeen,
} from '@regiso/core/ui';
import type { MealCounts, MonthTable } from '../../shared/attendance';
import { MonthGrid } from '../month/MonthGrid';
import { monthTexts } from '../month/texts';
import { texts } from '../texts';

/** The табель of a group for a month: totals, what is not marked yet, a file, the closing. */
export default function Month() {
  const t = useTexts(monthTexts);
  const titles = useTexts(texts);
  const today = useToday();
  const [{ group, month }, choose] = useUrlState({ group: '', month: today.slice(0, 7) });
  const groups = useApi<MealCounts>(`/kindergarten/attendance/${today}`);
  const chosen = groups.data?.groups.find(({ groupId }) => groupId === group) ?? groups.data?.groups[0];
  return (
    <Page
      title={titles('month')}
      lead={t('lead')}
      actions={chosen && <WhySeen kind="kindergarten.attendance" id={chosen.groupId} of={chosen.group} />}
    >
      <Stack gap="md">
        <Group align="end">
          <NativeSelect
            label={t('group')}
            value={chosen?.groupId ?? ''}
            data={(groups.data?.groups ?? []).map((one) => ({
              value: one.groupId,
              label: `${one.group} · ${one.organisation}`,
            }))}
            onChange={({ currentTarget: { value } }) => choose({ group: value })}
          />
          <TextInput
            type="month"
            label={t('month')}
            max={today.slice(0, 7)}
            value={month}
            onChange={({ currentTarget: { value } }) => value && choose({ month: value })}
          />
        </Group>
        {groups.error && <ErrorState error={groups.error} retry={() => void groups.refetch()} />}
        {groups.data && !chosen && <EmptyState title={t('no-groups')} />}
        {chosen && <Table groupId={chosen.groupId} month={month} today={today} />}
      </Stack>
    </Page>
  );
}

function Table({ groupId, month, today }: { groupId: string; month: string; today: string }) {
  const t = useTexts(monthTexts);
  const address = `/kindergarten/groups/${groupId}/months/${month}`;
  const { data, error, refetch } = useApi<MonthTable>(address);
  if (error && !data) return <ErrorState error={error} retry={() => void refetch()} />;
  if (!data) return <PageSkeleton />;
  if (!data.rows.length) return <EmptyState title={t('none')} />;
  const unmarked = data.rows.reduce((sum, row) => sum + missingOf(row, data, today), 0);
  return (
    <>
      {data.isClosed ? (
        <Alert color="blue">{t('closed')}</Alert>
      ) : (
        unmarked > 0 && <Alert color="yellow">{t('unmarked', { count: unmarked })}</Alert>
      )}
      <Actions address={address} month={month} isClosed={data.isClosed} isOver={month < today.slice(0, 7)} />
      <MonthGrid table={data} until={today} />
    </>
  );
}

const missingOf = ({ from, to, marks }: MonthTable['rows'][number], { days }: MonthTable, today: string) =>
  days.filter(({ day, isWorked }) => isWorked && day < today && day >= from && day <= to && !marks[day]).length;

type ActionsProps = { address: string; month: string; isClosed: boolean; isOver: boolean };

function Actions({ address, month, isClosed, isOver }: ActionsProps) {
  const t = useTexts(monthTexts);
  const { language } = useLanguage();
  const queries = useQueryClient();
  const mayClose = useMay('kindergarten.keep-groups');
  const save = useMutation({ mutationFn: () => saveFile(`${address}/file`), onError: notifyProblem });
  const close = useMutation({
    mutationFn: () => api.post(`${address}/close`),
    onError: notifyProblem,
    onSuccess: async () => {
      notifyDone({ text: t('close.done') });
      await queries.invalidateQueries();
    },
  });
  const named = new Intl.DateTimeFormat(language === 'ru' ? 'ru-RU' : 'en-GB', { month: 'long', year: 'numeric' })
    .format(new Date(`${month}-15`))
    .replace(/\sг\.$/, '');
  return (
    <Group>
      <Button variant="default" loading={save.isPending} onClick={() => save.mutate()}>
        {t('file')}
      </Button>
      {mayClose && isOver && !isClosed && (
        <ConfirmButton
          loading={close.isPending}
          question={t('close.question', { month: named })}
          consequence={t('close.what')}
          confirm={t('close')}
          onConfirm={() => close.mutate()}
        >
          {t('close')}
        </ConfirmButton>
      )}
      {isClosed && <Text c="dimmed">{named}</Text>}
    </Group>
  );
}
