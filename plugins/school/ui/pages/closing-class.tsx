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
} from '@regiso/core/ui';
import type { ClosingCells, ClosingPeriod } from '../../shared/closing';
import { Findings } from '../closing/Findings';
import { closingTexts } from '../closing/texts';
import { texts } from '../texts';
import { useToday } from '../today';

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
        </Stack>
      )}
    </Page>
  );
}

type CloseProps = { cells: ClosingCells; address: string; period: string };

function Close({ cells, address, period }: CloseProps) {
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
  if (cells.isClosed) return <Alert color="green">{t('closed')}</Alert>;
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
