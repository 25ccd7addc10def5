import {
  api,
  DialogButton,
  Form,
  Text,
  Textarea,
  TextInput,
  useForm,
  useFormats,
  useSent,
  useTexts,
  useToday,
} from '@regiso/core/ui';
import type { Reopening } from '../../shared/closing';
import { reopenTexts } from './reopen-texts';

type Props = { address: string; name: string };

/** Opens a closed period of a class by an act: its number, date, ground, and the day after which it closes by itself. */
export function Reopen({ address, name }: Props) {
  const t = useTexts(reopenTexts);
  const today = useToday();
  const form = useForm({ number: '', date: today, ground: '', until: today });
  const open = useSent({
    form,
    send: () => api.post(`${address}/reopening`, form.values),
    done: () => t('done', { name }),
    after: () => form.reset(),
  });
  return (
    <DialogButton variant="default" label={t('open')} title={t('title', { name })} {...open.dialog}>
      <Text mb="md">{t('what')}</Text>
      <Form label={t('open')} send={t('open')} {...open.form}>
        <TextInput label={t('number')} required maxLength={60} data-autofocus {...form.field('number')} />
        <TextInput type="date" label={t('date')} required max={today} {...form.field('date')} />
        <Textarea
          label={t('ground')}
          description={t('ground.hint')}
          required
          autosize
          minRows={2}
          maxLength={500}
          {...form.field('ground')}
        />
        <TextInput type="date" label={t('until')} required min={today} {...form.field('until')} />
      </Form>
    </DialogButton>
  );
}

/** Acts by which the period was opened, with who did it and when it was closed again. */
export function Acts({ acts }: { acts: readonly Reopening[] }) {
  const t = useTexts(reopenTexts);
  const { day, briefInstant } = useFormats();
  if (!acts.length) return null;
  return (
    <section aria-labelledby="reopenings">
      <h2 id="reopenings">{t('acts')}</h2>
      <ul style={{ margin: 0, paddingLeft: 20 }}>
        {acts.map(({ id, number, date, ground, until, who, openedAt, closedAt }) => (
          <li key={id}>
            <Text>{t('act', { number, date: day(date), ground })}</Text>
            <Text size="sm" c="dimmed">
              {t('act.opened', { at: briefInstant(openedAt), who: who ?? t('nobody'), until: day(until) })}
              {closedAt && ` · ${t('act.closed', { at: briefInstant(closedAt) })}`}
            </Text>
          </li>
        ))}
      </ul>
    </section>
  );
}
