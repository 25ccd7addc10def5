import {
  api,
  Button,
  ErrorState,
  Form,
  NativeSelect,
  notifyDone,
  notifyProblem,
  PageSkeleton,
  Stack,
  Text,
  TextInput,
  useApi,
  useForm,
  useFormats,
  useMutation,
  useQueryClient,
  useTexts,
  useToday,
} from '@regiso/core/ui';
import { excuseReasons } from '../../shared/codes';
import type { DiaryOwner } from '../../shared/diary';
import type { ExcuseView } from '../../shared/excuses';
import { excuseTexts } from '../excuses/texts';
import { TaskFiles } from '../lesson/TaskFiles';
import styles from './Diary.module.css';

/** What the family has told of absences, whether it was read and answered; a guardian tells of another. */
export function AbsencesView({ owner: { id, isSelf } }: { owner: DiaryOwner }) {
  const t = useTexts(excuseTexts);
  const address = `/school/diaries/${id}/excuses`;
  const { data, error, refetch } = useApi<ExcuseView[]>(address);
  if (error && !data) return <ErrorState error={error} retry={() => void refetch()} />;
  if (!data) return <PageSkeleton />;
  return (
    <div className={styles.columns}>
      <section className={styles.section}>
        {data.length === 0 && <Text c="dimmed">{t('none')}</Text>}
        <ul className={styles.lessons}>
          {data.map((excuse) => (
            <Told key={excuse.id} {...{ excuse, address }} mayChange={!isSelf && excuse.state === 'sent'} />
          ))}
        </ul>
      </section>
      {!isSelf && <Tell address={address} />}
    </div>
  );
}

/** «26.11.2026 — 28.11.2026», or one day. */
export function useDays() {
  const t = useTexts(excuseTexts);
  const { briefDay } = useFormats();
  return ({ from, to }: Pick<ExcuseView, 'from' | 'to'>) =>
    from === to ? briefDay(from) : t('days', { from: briefDay(from), to: briefDay(to) });
}

function useSaid() {
  const t = useTexts(excuseTexts);
  const { briefInstant } = useFormats();
  return ({ state, seenAt, decidedAt, answer }: ExcuseView) => {
    if (state === 'sent' && seenAt) return t('state.seen', { at: briefInstant(seenAt) });
    return t(`state.${state}`, { at: decidedAt ? briefInstant(decidedAt) : '', answer: answer ?? '' });
  };
}

type ToldProps = { excuse: ExcuseView; address: string; mayChange: boolean };

function Told({ excuse, address, mayChange }: ToldProps) {
  const t = useTexts(excuseTexts);
  const days = useDays();
  const said = useSaid();
  const queries = useQueryClient();
  const withdraw = useMutation({
    mutationFn: () => api.post(`${address}/${excuse.id}/withdraw`),
    onError: notifyProblem,
    onSuccess: () => notifyDone({ text: t('withdrawn') }),
    onSettled: () => queries.invalidateQueries({ queryKey: [address] }),
  });
  return (
    <li className={styles.subject}>
      <h3>{days(excuse)}</h3>
      <Text>{t(`reason.${excuse.reason}`)}</Text>
      <Text c="dimmed">{said(excuse)}</Text>
      <TaskFiles
        address={`${address}/${excuse.id}/files`}
        files={excuse.files}
        changes={mayChange ? address : undefined}
        isKept
      />
      {mayChange && (
        <Button
          variant="subtle"
          size="compact-md"
          style={{ justifySelf: 'start' }}
          loading={withdraw.isPending}
          onClick={() => withdraw.mutate()}
        >
          {t('withdraw')}
        </Button>
      )}
    </li>
  );
}

function Tell({ address }: { address: string }) {
  const t = useTexts(excuseTexts);
  const today = useToday();
  const queries = useQueryClient();
  const form = useForm({ from: today, to: today, reason: 'illness' });
  const send = useMutation({
    mutationFn: () => api.post(address, form.values),
    onSuccess: () => {
      form.reset();
      notifyDone({ text: t('sent') });
      return queries.invalidateQueries({ queryKey: [address] });
    },
  });
  return (
    <section className={styles.section} aria-label={t('new')}>
      <h2>{t('new')}</h2>
      <Form label={t('new')} send={t('send')} busy={send.isPending} error={send.error} onSend={() => send.mutate()}>
        <Stack gap="md">
          <TextInput type="date" label={t('from')} required {...form.field('from')} />
          <TextInput type="date" label={t('to')} required {...form.field('to')} />
          <NativeSelect
            label={t('reason')}
            data={excuseReasons.map((value) => ({ value, label: t(`reason.${value}`) }))}
            {...form.field('reason')}
          />
          <Text size="sm" c="dimmed">
            {t('new.what')}
          </Text>
        </Stack>
      </Form>
    </section>
  );
}
