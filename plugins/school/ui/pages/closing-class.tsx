import {
  Alert,
  api,
  ConfirmButton,
  notifyDone,
  notifyProblem,
  Page,
  Stack,
  Text,
  useApi,
  useFormats,
  useMay,
  useMutation,
  useParam,
  useQueryClient,
  useTexts,
  useToday,
} from '@regiso/core/ui';
import type { ClosingCells, ClosingPeriod } from '../../shared/closing';
import { Findings } from '../closing/Findings';
import { Acts, Reopen } from '../closing/Reopen';
import { reopenTexts } from '../closing/reopen-texts';
import { closingTexts } from '../closing/texts';
import { texts } from '../texts';

/** The cells that stop the closing of a period of a class, and the closing itself. */
export default function ClosingOfClass() {
  const t = useTexts(closingTexts);
  const titles = useTexts(texts);
  const [period, classId] = [useParam('period'), useParam('class')];
  const address = `/school/classes/${classId}/closing/${period}`;
  const { data, error, isPending, refetch } = useApi<ClosingCells>(address);
  return (
    <Page
      title={data ? t('title', { name: data.name }) : titles('closing')}
      breadcrumbs={[{ title: titles('closing'), to: '/school/closing' }]}
      loading={isPending}
      error={data ? undefined : error}
      retry={() => void refetch()}
    >
      {data && (
        <Stack gap="lg">
          <Close cells={data} address={address} period={period} />
          <Findings cells={data} period={period} stops />
          <Findings cells={data} period={period} stops={false} />
          <Acts acts={data.reopenings} />
        </Stack>
      )}
    </Page>
  );
}

type CloseProps = { cells: ClosingCells; address: string; period: string };

/** Says by which act the period is open, and closes it. */
function Close(props: CloseProps) {
  const t = useTexts(reopenTexts);
  const { day } = useFormats();
  const act = props.cells.reopenings.find(({ isOpen }) => isOpen);
  return (
    <Stack gap="sm" align="start">
      {act && <Alert color="yellow">{t('state', { number: act.number, until: day(act.until) })}</Alert>}
      <Closing {...props} />
    </Stack>
  );
}

function Closing({ cells, address, period }: CloseProps) {
  const t = useTexts(closingTexts);
  const { day } = useFormats();
  const today = useToday();
  const queries = useQueryClient();
  const mayClose = useMay('school.keep-classes');
  const endsOn = useApi<ClosingPeriod[]>('/school/periods').data?.find(({ id }) => id === period)?.endsOn;
  const close = useMutation({
    mutationFn: () => api.post(address),
    onError: notifyProblem,
    onSuccess: async () => {
      notifyDone({ text: t('close.done', { name: cells.name }) });
      await queries.invalidateQueries();
    },
  });
  if (cells.isClosed)
    return (
      <Stack gap="sm" align="start">
        <Alert color="green">{t('closed')}</Alert>
        {mayClose && <Reopen address={address} name={cells.name} />}
      </Stack>
    );
  if (!mayClose || !endsOn) return null;
  if (endsOn > today) return <Text c="dimmed">{t('close.later', { day: day(endsOn) })}</Text>;
  if (cells.stops) return <Text c="dimmed">{t('close.blocked')}</Text>;
  return (
    <div>
      <ConfirmButton
        loading={close.isPending}
        question={t('close.question', { name: cells.name })}
        consequence={t('close.what')}
        confirm={t('close')}
        onConfirm={() => close.mutate()}
      >
        {t('close')}
      </ConfirmButton>
    </div>
  );
}
