import { IconCalendarOff } from '@tabler/icons-react';
import {
  api,
  Button,
  EmptyState,
  ErrorState,
  Group,
  notifyDone,
  notifyProblem,
  PageSkeleton,
  ReasonDialog,
  Stack,
  Text,
  useApi,
  useFormats,
  useMutation,
  useQueryClient,
  useTexts,
} from '@regiso/core/ui';
import { excusingCodes } from '../../shared/codes';
import type { ClassExcuse } from '../../shared/excuses';
import { Certificates } from '../certificates/Certificates';
import { OwnClass } from '../classes/OwnClass';
import { useDays } from '../diary/AbsencesView';
import diary from '../diary/Diary.module.css';
import { excuseTexts } from '../excuses/texts';
import { TaskFiles } from '../lesson/TaskFiles';
import { texts } from '../texts';

/** What families of the own class have told of absences: accepted into the attendance or refused with the reason. */
export default function Excuses() {
  const t = useTexts(excuseTexts);
  const titles = useTexts(texts);
  return (
    <OwnClass
      title={titles('excuses')}
      lead={t('lead')}
      label={t('class')}
      none={<EmptyState icon={IconCalendarOff} title={t('not-led')} what={t('not-led.what')} />}
    >
      {(led) => (
        <Stack key={led.id} gap="lg">
          <OfClass id={led.id} />
          <Certificates classId={led.id} />
        </Stack>
      )}
    </OwnClass>
  );
}

function OfClass({ id }: { id: string }) {
  const t = useTexts(excuseTexts);
  const address = `/school/classes/${id}/excuses`;
  const { data, error, refetch } = useApi<ClassExcuse[]>(address);
  if (error && !data) return <ErrorState error={error} retry={() => void refetch()} />;
  if (!data) return <PageSkeleton />;
  if (!data.length) return <EmptyState icon={IconCalendarOff} title={t('none')} what={t('none.what')} />;
  const parts = [
    ['waiting', data.filter(({ state }) => state === 'sent')],
    ['answered', data.filter(({ state }) => state !== 'sent')],
  ] as const;
  return parts.map(
    ([part, excuses]) =>
      excuses.length > 0 && (
        <section key={part} className={diary.section} aria-label={t(part)}>
          <h2>{t(part)}</h2>
          <ul className={diary.lessons}>
            {excuses.map((excuse) => (
              <Told key={excuse.id} excuse={excuse} address={address} />
            ))}
          </ul>
        </section>
      ),
  );
}

function Told({ excuse, address }: { excuse: ClassExcuse; address: string }) {
  const t = useTexts(excuseTexts);
  const days = useDays();
  const { briefInstant } = useFormats();
  const queries = useQueryClient();
  const { id, name, reason, state, answer, sentAt, decidedAt, absences, files } = excuse;
  const again = () => queries.invalidateQueries({ queryKey: [address] });
  const accept = useMutation({
    mutationFn: (code: (typeof excusingCodes)[number]) =>
      api.post<{ noted: number }>(`/school/excuses/${id}/decide`, { code }),
    onError: notifyProblem,
    onSuccess: ({ noted }) => notifyDone({ text: t('accept.done', { count: noted }) }),
    onSettled: again,
  });
  return (
    <li className={diary.subject}>
      <h3>{name}</h3>
      <Text>{[days(excuse), t(`reason.${reason}`)].join(' · ')}</Text>
      <Text size="sm" c="dimmed">
        {state === 'sent'
          ? t('sent.at', { at: briefInstant(sentAt) })
          : t(`state.${state}`, { at: decidedAt ? briefInstant(decidedAt) : '', answer: answer ?? '' })}
      </Text>
      {absences > 0 && <Text size="sm">{t('absences', { count: absences })}</Text>}
      <TaskFiles address={`/school/excuses/${id}/files`} files={files} />
      {state === 'sent' && (
        <Group gap="xs" mt="xs">
          {excusingCodes.map((code) => (
            <Button
              key={code}
              variant={(reason === 'illness') === (code === 'ill') ? 'filled' : 'default'}
              loading={accept.isPending && accept.variables === code}
              onClick={() => accept.mutate(code)}
            >
              {t(`accept.${code}`)}
            </Button>
          ))}
          <ReasonDialog
            label={t('refuse')}
            title={t('refuse')}
            what={t('refuse.what')}
            done={t('refuse.done')}
            reason={t('refuse.reason')}
            send={({ reason: why }) => api.post(`/school/excuses/${id}/decide`, { reason: why })}
            onDone={again}
          />
        </Group>
      )}
    </li>
  );
}
