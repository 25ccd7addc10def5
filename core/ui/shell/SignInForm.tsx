import { useEffect, useRef, useState, type FormEvent, type KeyboardEvent } from 'react';
import { ActionIcon, Button, Input, Stack } from '@mantine/core';
import { IconArrowBigUpLine, IconEye, IconEyeOff } from '@tabler/icons-react';
import { useTexts } from '../texts/i18n';
import { shellTexts } from '../texts/shell-texts';

export type Credentials = { login: string; password: string; code?: string };
const text = (value: FormDataEntryValue | null) => (typeof value === 'string' ? value : '');
type Missing = { login?: boolean; password?: boolean };

type Props = {
  busy: boolean;
  needsCode: boolean;
  /** Another way in stands above it. */
  isSecond?: boolean;
  onSend: (credentials: Credentials) => void;
};

/** Login and password with a hint about Caps Lock, and the code once it is asked for; password managers recognise it. */
export function SignInForm({ busy, needsCode, isSecond = false, onSend }: Props) {
  const t = useTexts(shellTexts);
  const [missing, setMissing] = useState<Missing>({});
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const values = new FormData(form);
    const login = text(values.get('login')).trim();
    const password = text(values.get('password'));
    setMissing({ login: !login, password: !password });
    const code = text(values.get('code')).trim();
    if (login && password) onSend({ login, password, ...(code && { code }) });
    else (form.elements.namedItem(login ? 'password' : 'login') as HTMLInputElement).focus();
  };
  return (
    <form onSubmit={send} noValidate>
      <Stack gap="md">
        <Input.Wrapper id="login" label={t('sign-in.login')} error={missing.login && t('sign-in.missing')} size="md">
          <Input
            id="login"
            name="login"
            size="md"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={120}
            error={missing.login}
          />
        </Input.Wrapper>
        <PasswordField isMissing={missing.password === true} />
        {needsCode && <CodeField />}
        <Button type="submit" size="md" loading={busy} variant={isSecond ? 'light' : 'filled'}>
          {t('sign-in')}
        </Button>
      </Stack>
    </form>
  );
}

function CodeField() {
  const t = useTexts(shellTexts);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <Input.Wrapper id="code" label={t('sign-in.code')} description={t('sign-in.code-what')} size="md">
      <Input id="code" name="code" ref={field} size="md" autoComplete="one-time-code" maxLength={40} />
    </Input.Wrapper>
  );
}

function PasswordField({ isMissing }: { isMissing: boolean }) {
  const t = useTexts(shellTexts);
  const [isShown, setShown] = useState(false);
  const [isCaps, setCaps] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const look = (event: KeyboardEvent) => setCaps(event.getModifierState('CapsLock'));
  return (
    <Input.Wrapper
      id="password"
      size="md"
      label={t('sign-in.password')}
      error={isMissing && t('sign-in.missing')}
      description={
        <span role="status">
          {isCaps && (
            <>
              <IconArrowBigUpLine size={16} aria-hidden style={{ verticalAlign: '-3px' }} /> {t('sign-in.caps')}
            </>
          )}
        </span>
      }
      inputWrapperOrder={['label', 'input', 'description', 'error']}
    >
      <Input
        id="password"
        name="password"
        ref={field}
        size="md"
        type={isShown ? 'text' : 'password'}
        autoComplete="current-password"
        maxLength={200}
        error={isMissing}
        onKeyDown={look}
        onKeyUp={look}
        onBlur={() => setCaps(false)}
        rightSectionPointerEvents="all"
        rightSectionWidth={44}
        rightSection={
          <ActionIcon
            variant="subtle"
            size="lg"
            aria-pressed={isShown}
            aria-label={t(isShown ? 'sign-in.hide' : 'sign-in.show')}
            onClick={() => {
              setShown(!isShown);
              field.current?.focus();
            }}
          >
            {isShown ? <IconEyeOff size={20} /> : <IconEye size={20} />}
          </ActionIcon>
        }
      />
    </Input.Wrapper>
  );
}
