import { useState } from 'react';
import { Alert, Button, Paper, Stack, Text } from '@mantine/core';
import { IconAlertCircle, IconInfoCircle } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { api } from '../api/client';
import { meQuery, useMe } from '../api/me';
import type { ProblemError } from '../api/problem';
import { queryClient } from '../api/queries';
import { foreignKey } from '../kept/keeping';
import { keptTexts } from '../kept/texts';
import { Checkbox } from '../elements/choices';
import { describeProblem } from '../page/describe-problem';
import { useTexts } from '../texts/i18n';
import { shellTexts } from '../texts/shell-texts';
import { Header } from './Header';
import { forget, keep, kept } from './keep';
import { safePlace } from './place';
import { SignInForm, type Credentials } from './SignInForm';
import { signInTexts } from './sign-in-texts';
import { SignInWays } from './SignInWays';
import styles from './SignInPage.module.css';

/** Sign-in by a provider or by login and password; leads back to where one was going. */
export function SignInPage() {
  const t = useTexts(shellTexts);
  const words = useTexts(signInTexts);
  const { again, to } = useSearch({ strict: false }) as { again?: string; to?: string };
  const { demoAccounts, demo, ways = [] } = useMe();
  const signIn = useSignIn();
  const refused = signIn.error as ProblemError | null;
  const [needsCode, setNeedsCode] = useState(false);
  if (refused?.code === 'second-factor-required' && !needsCode) setNeedsCode(true);
  return (
    <div className={styles.page}>
      <title>{`${t('sign-in.title')} — ${t('product')}`}</title>
      <Header />
      <main id="content" className={styles.content} tabIndex={-1}>
        <Paper withBorder p="xl" className={styles.card ?? ''}>
          <Stack gap="md">
            <div>
              <h1 className={styles.title}>{t('sign-in.title')}</h1>
              <Text c="dimmed">{t('tagline')}</Text>
            </div>
            {again && !signIn.error && (
              <Alert icon={<IconInfoCircle size={20} />} color="brand">
                {t('sign-in.again')}
              </Alert>
            )}
            {refused && refused.code !== 'second-factor-required' && <Refused error={refused} />}
            <ForeignDevice />
            {ways.length > 0 && !needsCode && <SignInWays ways={ways} to={to} />}
            <SignInForm
              busy={signIn.isPending}
              needsCode={needsCode}
              isSecond={ways.length > 0 && !needsCode}
              onSend={signIn.mutate}
            />
            <a href="/app/access/activate">{words('first')}</a>
            <a href="/ask">{words('support')}</a>
            <a href="/">{t('public-site')}</a>
          </Stack>
        </Paper>
        {demo && demoAccounts && (
          <DemoAccounts accounts={demoAccounts} busy={signIn.isPending} onChosen={signIn.mutate} />
        )}
      </main>
    </div>
  );
}

/** Asked before every way in, as a provider's is a link; signing out forgets the answer. */
function ForeignDevice() {
  const t = useTexts(keptTexts);
  const [isForeign, setForeign] = useState(() => kept(foreignKey) !== null);
  return (
    <Checkbox
      label={t('foreign')}
      description={t('foreign.what')}
      checked={isForeign}
      onChange={({ currentTarget: { checked } }) => {
        setForeign(checked);
        if (checked) keep(foreignKey, '1');
        else forget(foreignKey);
      }}
    />
  );
}

function useSignIn() {
  const navigate = useNavigate();
  const { to } = useSearch({ strict: false }) as { to?: string };
  // The page stays busy until the next one opens, so a slow network shows no second chance to press.
  return useMutation({
    mutationFn: async (credentials: Credentials) => {
      await api.post('/access/sign-in', credentials);
      queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'region' && queryKey[0] !== 'me' });
      await queryClient.fetchQuery({ ...meQuery, staleTime: 0 });
      await navigate({ href: `/app${safePlace(to)}`, replace: true });
    },
  });
}

function Refused({ error }: { error: ProblemError }) {
  const t = useTexts(shellTexts);
  const { title, what } = refusal(error, t);
  return (
    <Alert icon={<IconAlertCircle size={20} />} color="red" title={title} role="alert">
      {what}
    </Alert>
  );
}

// One sentence for a wrong login and a wrong password, whatever the server knows.
function refusal(error: ProblemError, t: ReturnType<typeof useTexts<keyof typeof shellTexts.ru>>) {
  if (error.code === 'too-many-requests')
    return { title: t('sign-in.too-many', { count: Math.ceil((error.retryAfterSeconds ?? 60) / 60) }), what: '' };
  if (error.code === 'wrong-code') return { title: error.message, what: '' };
  if (error.code === 'participant-suspended' || error.code === 'no-agreement')
    return { title: error.message, what: error.detail ?? '' };
  if (error.status === 400 || error.status === 401) return { title: t('sign-in.wrong'), what: t('sign-in.wrong-what') };
  return describeProblem(error, t);
}

type DemoProps = {
  accounts: { login: string; password: string; who: string }[];
  busy: boolean;
  onChosen: (credentials: Credentials) => void;
};

function DemoAccounts({ accounts, busy, onChosen }: DemoProps) {
  const t = useTexts(shellTexts);
  return (
    <section className={styles.demo} aria-labelledby="demo-accounts">
      <h2 id="demo-accounts">{t('sign-in.demo')}</h2>
      <Text c="dimmed">{t('sign-in.demo-what')}</Text>
      <ul className={styles.accounts}>
        {accounts.map(({ login, password, who }) => (
          <li key={login}>
            <Button
              fullWidth
              variant="default"
              className={styles.account ?? ''}
              disabled={busy}
              onClick={() => onChosen({ login, password })}
              aria-label={t('sign-in.enter-as', { who })}
            >
              <span className={styles.who}>{who}</span>
              <span className={styles.login}>
                {login} · {password}
              </span>
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
