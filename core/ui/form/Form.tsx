import { useEffect, useRef, type FormEvent, type ReactNode } from 'react';
import { Alert, Button, Group, Stack } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { ProblemError } from '../api/problem';
import { describeProblem } from '../page/describe-problem';
import { useTexts } from '../texts/i18n';
import { shellTexts } from '../texts/shell-texts';
import styles from './Form.module.css';
import { errorsByField } from './use-form';

type Props = {
  /** The name of the form for screen readers. */
  label: string;
  onSend: () => void;
  busy: boolean;
  error: unknown;
  /** The word on the button; «Сохранить» when absent. */
  send?: string;
  /** Buttons beside the main one. */
  beside?: ReactNode;
  /** The buttons of a long form stay in sight. */
  sticky?: boolean;
  children: ReactNode;
};

/** A form with its refusal on top, the first wrong field focused, and a button that waits for the answer. */
export function Form({ label, onSend, busy, error, send, beside, sticky = false, children }: Props) {
  const t = useTexts(shellTexts);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (error) form.current?.querySelector<HTMLElement>('[aria-invalid=true], [role=alert]')?.focus();
  }, [error]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // As React sees it, the form of a dialogue stands within the form below it.
    event.stopPropagation();
    if (!busy) onSend();
  };
  return (
    <form ref={form} onSubmit={submit} noValidate aria-label={label}>
      <Stack gap="md">
        {Boolean(error) && <Refusal error={error} />}
        {children}
        <Group {...(sticky && { className: styles.sticky })}>
          <Button type="submit" loading={busy}>
            {send ?? t('form.save')}
          </Button>
          {beside}
        </Group>
      </Stack>
    </form>
  );
}

function Refusal({ error }: { error: unknown }) {
  const t = useTexts(shellTexts);
  const { title, what } = describeProblem(error, t);
  const fields = error instanceof ProblemError ? Object.entries(errorsByField(error)) : [];
  return (
    <Alert icon={<IconAlertCircle size={20} />} color="red" title={title} role="alert" tabIndex={-1}>
      {what}
      {fields.length > 0 && (
        <ul>
          {fields.map(([name, message]) => (
            <li key={name}>{message}</li>
          ))}
        </ul>
      )}
    </Alert>
  );
}
