import { useState } from 'react';
import {
  api,
  Button,
  DialogButton,
  Group,
  notifyDone,
  notifyProblem,
  Stack,
  Text,
  TextInput,
  useApi,
  useFormats,
  useMutation,
  useQueryClient,
  useTexts,
} from '@regiso/core/ui';
import { timetableTexts } from './texts';

const address = '/school/own/calendar';

/** The secret address of the own timetable for the calendar of a phone. */
export function OwnCalendar() {
  const t = useTexts(timetableTexts);
  const { day } = useFormats();
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const { data } = useApi<{ madeAt: string | null }>(address);
  const make = useMutation({
    mutationFn: () => api.post<{ address: string }>(address),
    onError: notifyProblem,
    onSuccess: () => queries.invalidateQueries(),
  });
  const revoke = useMutation({
    mutationFn: () => api.delete(address),
    onError: notifyProblem,
    onSuccess: async () => {
      make.reset();
      notifyDone({ text: t('own.revoked') });
      await queries.invalidateQueries();
    },
  });
  return (
    <DialogButton variant="default" label={t('own')} title={t('own')} isOpen={isOpen} setOpen={setOpen}>
      <Stack gap="md">
        <Text>{t('own.what')}</Text>
        {make.data && (
          <TextInput
            label={t('own.address')}
            readOnly
            value={location.origin + make.data.address}
            onFocus={({ currentTarget }) => currentTarget.select()}
          />
        )}
        {data?.madeAt && !make.data && <Text c="dimmed">{t('own.since', { day: day(data.madeAt.slice(0, 10)) })}</Text>}
        <Group>
          <Button loading={make.isPending} onClick={() => make.mutate()}>
            {t(data?.madeAt ? 'own.again' : 'own.make')}
          </Button>
          {data?.madeAt && (
            <Button variant="default" loading={revoke.isPending} onClick={() => revoke.mutate()}>
              {t('own.revoke')}
            </Button>
          )}
        </Group>
      </Stack>
    </DialogButton>
  );
}
