import { useState } from 'react';
import type { ButtonProps } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ProblemError } from '../api/problem';
import { Text, Textarea, TextInput } from '../elements';
import { Form } from '../form/Form';
import { errorsByField, useForm } from '../form/use-form';
import { DialogButton } from './DialogButton';
import { notifyDone } from './notify';

type Values = { reason: string; on: string };
type Props = {
  /** The word on the button that opens it, and on the one that does it. */
  label: string;
  /** The name of the button where the word alone does not say what it is about. */
  'aria-label'?: string;
  title: string;
  /** What will happen. */
  what: string;
  done: string;
  /** What is asked for: a reason, an order. */
  reason: string;
  send: (values: Values) => Promise<unknown>;
  /** What is read anew afterwards; everything when absent. */
  onDone?: () => unknown;
  /** Asks for a day too, with this first value. */
  day?: { label: string; value: string };
  size?: NonNullable<ButtonProps['size']>;
};

/** A step that needs a reason: says what will happen, asks why, shows the refusal beside the field. */
export function ReasonDialog({ label, title, what, done, reason, send, onDone, day, size, ...named }: Props) {
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const form = useForm<Values>({ reason: '', on: day?.value ?? '' });
  const act = useMutation({
    mutationFn: () => send(form.values),
    onError: (error) => {
      form.setErrors(errorsByField(error as ProblemError));
      if ((error as ProblemError).code === 'changed-meanwhile') void queries.invalidateQueries();
    },
    onSuccess: async () => {
      setOpen(false);
      form.reset();
      notifyDone({ text: done });
      await (onDone ? onDone() : queries.invalidateQueries());
    },
  });
  return (
    <DialogButton
      variant="default"
      {...(size && { size })}
      {...named}
      label={label}
      title={title}
      isOpen={isOpen}
      setOpen={setOpen}
    >
      <Text mb="md">{what}</Text>
      <Form label={title} send={label} busy={act.isPending} error={act.error} onSend={() => act.mutate()}>
        {day && <TextInput type="date" label={day.label} required {...form.field('on')} />}
        <Textarea
          label={reason}
          required
          autosize
          minRows={2}
          maxLength={500}
          data-autofocus
          {...form.field('reason')}
        />
      </Form>
    </DialogButton>
  );
}
