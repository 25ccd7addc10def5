import { api, errorsByField, Form, SegmentedControl, Switch, Text, Textarea } from '@regiso/core/ui';
import { useForm, useTexts, type ProblemError } from '@regiso/core/ui';
import { threadAddress, type Thread } from '../model';
import styles from '../Support.module.css';
import { threadTexts } from '../thread-texts';
import { useThreadChange } from './use-thread-change';

type Values = { text: string; side: 'desk' | 'note'; solves: boolean };

/** The desk answers the author, or writes a note that the author does not see. */
export function AnswerForm({ ticket: { id, isGuest } }: { ticket: Thread }) {
  const t = useTexts(threadTexts);
  const form = useForm<Values>({ text: '', side: 'desk', solves: false });
  const { side, solves, text } = form.values;
  const isNote = side === 'note';
  const answer = useThreadChange(
    id,
    async (body: Values) => {
      const thread = await api.post<Thread>(`${threadAddress(id)}/answer`, body);
      form.reset();
      return thread;
    },
    {
      done: (sent) => t(sent.side === 'note' ? 'answer.noted' : 'answer.sent'),
      onError: (error) => form.setErrors(errorsByField(error as ProblemError)),
    },
  );
  return (
    <section className={styles.box} aria-label={t('answer')}>
      <Form
        label={t('answer')}
        send={t(isNote ? 'answer.note-send' : 'answer.send')}
        busy={answer.isPending}
        error={answer.error}
        onSend={() => answer.mutate({ text, side, solves: solves && !isNote })}
      >
        <SegmentedControl
          aria-label={t('answer.to')}
          value={side}
          onChange={(value) => form.set('side', value === 'note' ? 'note' : 'desk')}
          data={[
            { value: 'desk', label: t('answer.desk') },
            { value: 'note', label: t('answer.note') },
          ]}
        />
        <Textarea
          label={t(isNote ? 'answer.note' : 'answer')}
          required
          autosize
          minRows={4}
          maxLength={4000}
          {...form.field('text')}
          id="answer-text"
        />
        {!isNote && isGuest && (
          <Text size="sm" c="dimmed">
            {t('answer.mail')}
          </Text>
        )}
        {!isNote && (
          <Switch
            label={t('answer.solves')}
            checked={solves}
            onChange={({ currentTarget: { checked } }) => form.set('solves', checked)}
          />
        )}
      </Form>
    </section>
  );
}
