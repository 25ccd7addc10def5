import { useState } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ProblemError } from '../api/problem';
import { notifyDone } from '../notices/notify';
import { errorsByField, type FormErrors } from './use-form';

type Sending<A> = {
  form: { setErrors(errors: FormErrors): void };
  send: () => Promise<A>;
  /** What the notice says when it is done. */
  done: (answer: A) => string;
  /** What else follows, before all that is shown is asked anew. */
  after?: (answer: A) => void;
};

/**
 * The way of the form of a dialogue: what is refused stands at its fields; when it is done the dialogue closes, a notice
 * says so, and all that is shown is asked anew. For `<DialogButton {...sent.dialog}>` around `<Form {...sent.form}>`.
 */
export function useSent<A>({ form, send, done, after }: Sending<A>) {
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const sending = useMutation({
    mutationFn: send,
    onError: (error) => error instanceof ProblemError && form.setErrors(errorsByField(error)),
    onSuccess: async (answer) => {
      setOpen(false);
      notifyDone({ text: done(answer) });
      after?.(answer);
      await queries.invalidateQueries();
    },
  });
  return {
    dialog: { isOpen, setOpen },
    form: { busy: sending.isPending, error: sending.error, onSend: () => sending.mutate() },
  };
}
