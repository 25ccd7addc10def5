import { useState } from 'react';
import {
  api,
  DialogButton,
  ErrorState,
  errorsByField,
  Form,
  notifyDone,
  PageSkeleton,
  Text,
  Textarea,
  useApi,
  useForm,
  useFormats,
  useMutation,
  useQueryClient,
  useTexts,
  type ProblemError,
} from '@regiso/core/ui';
import type { RiskList, RiskNote } from '../../shared/risks';
import styles from './Risks.module.css';
import { riskTexts } from './texts';

type Props = { pupil: Pick<RiskList['pupils'][number], 'id' | 'name' | 'done'> };

/** What was done for a pupil: the last of it, and the way to read all and to write more. */
export function Done({ pupil: { id, name, done } }: Props) {
  const t = useTexts(riskTexts);
  const [isOpen, setOpen] = useState(false);
  const label = done.count ? t('done.more', { count: done.count }) : t('done.write');
  return (
    <div className={styles.done}>
      {done.last ? <Note note={done.last} /> : <Text c="dimmed">{t('done.none')}</Text>}
      <DialogButton
        size="sm"
        variant="default"
        className={styles.screen ?? ''}
        label={label}
        aria-label={t('done.named', { what: label, name })}
        title={t('done.title', { name })}
        isOpen={isOpen}
        setOpen={setOpen}
      >
        <Notes id={id} name={name} />
      </DialogButton>
    </div>
  );
}

function Note({ note: { text, who, at } }: { note: RiskNote }) {
  const t = useTexts(riskTexts);
  const { briefInstant } = useFormats();
  return (
    <div>
      <Text className={styles.note ?? ''}>{text}</Text>
      <Text size="sm" c="dimmed">
        {t('done.who', { who: who ?? t('done.nobody'), when: briefInstant(at) })}
      </Text>
    </div>
  );
}

function Notes({ id, name }: { id: string; name: string }) {
  const t = useTexts(riskTexts);
  const queries = useQueryClient();
  const address = `/school/pupils/${id}/risk-notes`;
  const { data, error, refetch } = useApi<RiskNote[]>(address);
  const form = useForm<{ text: string }>({ text: '' });
  const write = useMutation({
    mutationFn: () => api.post(address, form.values),
    onError: (problem) => form.setErrors(errorsByField(problem as ProblemError)),
    onSuccess: async () => {
      form.reset();
      notifyDone({ text: t('done.written') });
      await queries.invalidateQueries();
    },
  });
  return (
    <>
      <Form
        label={t('done.of', { name })}
        send={t('done.write')}
        busy={write.isPending}
        error={write.error}
        onSend={() => write.mutate()}
      >
        <Textarea
          label={t('done.text')}
          description={t('done.hint')}
          required
          autosize
          minRows={2}
          maxLength={1000}
          data-autofocus
          {...form.field('text')}
        />
      </Form>
      {error && !data ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {!data && !error && <PageSkeleton />}
      {data && data.length > 0 && (
        <ol className={styles.notes} aria-label={t('done.history')}>
          {data.map((note) => (
            <li key={note.id}>
              <Note note={note} />
            </li>
          ))}
        </ol>
      )}
    </>
  );
}
