import { useState } from 'react';
import { Button, Form, Modal, Text, Textarea, TextInput, useForm, useMutation, useTexts } from '@regiso/core/ui';
import { errorsByField, notifyDone, type ProblemError } from '@regiso/core/ui';
import { texts } from './texts';

type Values = { reason: string; on: string };
type Props = {
  /** The word on the button that opens it. */
  label: string;
  title: string;
  what: string;
  done: string;
  send: (values: Values) => Promise<unknown>;
  onDone: () => unknown;
  /** Asks for a day too, with this first value. */
  day?: { label: string; value: string };
  colour?: string;
};

/** A step that needs a reason: says what will happen, asks why, shows the refusal beside the field. */
export function ReasonDialog({ label, title, what, done, send, onDone, day, colour }: Props) {
  const t = useTexts(texts);
  const [isOpen, setOpen] = useState(false);
  const form = useForm<Values>({ reason: '', on: day?.value ?? '' });
  const act = useMutation({
    mutationFn: () => send(form.values),
    onError: (error) => form.setErrors(errorsByField(error as ProblemError)),
    onSuccess: async () => {
      setOpen(false);
      form.reset();
      notifyDone({ text: done });
      await onDone();
    },
  });
  return (
    <>
      <Button variant="default" {...(colour && { c: colour })} onClick={() => setOpen(true)}>
        {label}
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={title}
        closeButtonProps={{ 'aria-label': t('cancel') }}
      >
        <Text mb="md">{what}</Text>
        <Form label={title} send={label} busy={act.isPending} error={act.error} onSend={() => act.mutate()}>
          {day && <TextInput type="date" label={day.label} required {...form.field('on')} />}
          <Textarea
            label={t('reason')}
            required
            autosize
            minRows={2}
            maxLength={500}
            data-autofocus
            {...form.field('reason')}
          />
        </Form>
      </Modal>
    </>
  );
}
