import { api, Button, errorsByField, Form, notifyProblem, Textarea, useForm, useTexts } from '@regiso/core/ui';
import type { ProblemError } from '@regiso/core/ui';
import { threadAddress, type Thread } from '../model';
import styles from '../Support.module.css';
import { threadTexts } from '../thread-texts';
import { useThreadChange } from './use-thread-change';

/** The author writes on, or ends the question. */
export function ReplyForm({ ticket: { id, state } }: { ticket: Thread }) {
  const t = useTexts(threadTexts);
  const form = useForm({ text: '' });
  const reply = useThreadChange(
    id,
    async () => {
      const thread = await api.post<Thread>(`${threadAddress(id)}/reply`, form.values);
      form.reset();
      return thread;
    },
    { done: () => t('reply.sent'), onError: (error) => form.setErrors(errorsByField(error as ProblemError)) },
  );
  const close = useThreadChange(id, () => api.post<Thread>(`${threadAddress(id)}/close`), {
    done: () => t('closed'),
    onError: notifyProblem,
  });
  return (
    <section className={styles.box} aria-label={t('reply')}>
      <Form
        label={t('reply')}
        send={t('reply.send')}
        busy={reply.isPending}
        error={reply.error}
        onSend={() => reply.mutate()}
        beside={
          state !== 'solved' && (
            <Button variant="subtle" loading={close.isPending} onClick={() => close.mutate()}>
              {t('close')}
            </Button>
          )
        }
      >
        <Textarea
          label={t(state === 'solved' ? 'reply.solved' : 'reply')}
          required
          autosize
          minRows={3}
          maxLength={4000}
          {...form.field('text')}
          id="reply-text"
        />
      </Form>
    </section>
  );
}
