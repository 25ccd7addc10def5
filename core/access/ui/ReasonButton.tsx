import { useState } from 'react';
import { Button, errorsByField, Form, Modal, notifyDone, Text, Textarea, type ProblemError } from '@regiso/core/ui';
import { useForm, useMutation, useQueryClient, useTexts } from '@regiso/core/ui';
import { texts } from './texts';

type Props = { label: string; title: string; what: string; done: string; send: (reason: string) => Promise<unknown> };

/** A step that needs an order or a reason, and says beforehand what will happen. */
export function ReasonButton({ label, title, what, done, send }: Props) {
  const t = useTexts(texts);
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const form = useForm({ reason: '' });
  const act = useMutation({
    mutationFn: () => send(form.values.reason),
    onError: (error) => form.setErrors(errorsByField(error as ProblemError)),
    onSuccess: async () => {
      setOpen(false);
      form.reset();
      notifyDone({ text: done });
      await queries.invalidateQueries();
    },
  });
  return (
    <>
      <Button variant="default" size="sm" onClick={() => setOpen(true)}>
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
