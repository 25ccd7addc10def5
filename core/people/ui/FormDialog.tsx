import { useState, type ReactNode } from 'react';
import { DialogButton, errorsByField, Form, notifyDone, useForm, useMutation } from '@regiso/core/ui';
import { ProblemError } from '@regiso/core/ui';

type Form<T extends Record<string, unknown>> = ReturnType<typeof useForm<T>>;
type Props<T extends Record<string, unknown>, A> = {
  /** The word on the button that opens it. */
  label: string;
  title: string;
  send: string;
  done: string;
  initial: T;
  act: (values: T) => Promise<A>;
  onDone: (answer: A) => void;
  /** Where the fields of the server's issues stand in this form. */
  fieldOf?: (path: string) => string;
  variant?: 'default' | 'filled' | 'subtle';
  children: (form: Form<T>) => ReactNode;
};

/** A button that opens a form in a dialogue; the refusal stays beside the fields. */
export function FormDialog<T extends Record<string, unknown>, A>(props: Props<T, A>) {
  const { label, title, variant = 'default' } = props;
  const [isOpen, setOpen] = useState(false);
  return (
    <DialogButton variant={variant} size="sm" label={label} title={title} wide isOpen={isOpen} setOpen={setOpen}>
      <Inside {...props} close={() => setOpen(false)} />
    </DialogButton>
  );
}

function Inside<T extends Record<string, unknown>, A>(props: Props<T, A> & { close: () => void }) {
  const { title, send, done, initial, act, onDone, fieldOf = (path) => path, children, close } = props;
  const form = useForm(initial);
  const save = useMutation({
    mutationFn: () => act(form.values),
    onError: (error) => {
      if (!(error instanceof ProblemError)) return;
      form.setErrors(
        Object.fromEntries(Object.entries(errorsByField(error)).map(([path, text]) => [fieldOf(path), text])),
      );
    },
    onSuccess: (answer) => {
      close();
      notifyDone({ text: done });
      onDone(answer);
    },
  });
  return (
    <Form label={title} send={send} busy={save.isPending} error={save.error} onSend={() => save.mutate()}>
      {children(form)}
    </Form>
  );
}
