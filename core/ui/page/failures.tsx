import { Button } from '@mantine/core';
import { IconAlertTriangle, IconHourglass, IconMapPinOff } from '@tabler/icons-react';
import { Link, type ErrorComponentProps } from '@tanstack/react-router';
import { ProblemError } from '../api/problem';
import { useTexts } from '../texts/i18n';
import { shellTexts } from '../texts/shell-texts';
import { describeProblem } from './describe-problem';
import { Message } from './Message';

/** A failure in place of content: what happened, what to do, and a way to try again. */
export function ErrorState({ error, retry }: { error: unknown; retry?: (() => void) | undefined }) {
  const t = useTexts(shellTexts);
  const { title, what } = describeProblem(error, t);
  // Whoever waits for their turn is asked for again by itself.
  if (error instanceof ProblemError && error.code === 'crowded')
    return <Message icon={IconHourglass} title={title} what={what} role="status" />;
  const canRetry = retry && !(error instanceof ProblemError && error.status === 403);
  return (
    <Message icon={IconAlertTriangle} title={title} what={what} role="alert">
      {canRetry && (
        <Button variant="default" onClick={retry}>
          {t('retry')}
        </Button>
      )}
    </Message>
  );
}

/** The whole page failed to load or to draw. */
export function BrokenPage({ error }: ErrorComponentProps) {
  const t = useTexts(shellTexts);
  const { title, what } = describeProblem(error, t);
  return (
    <Message icon={IconAlertTriangle} title={title} what={what} role="alert" isPage>
      <Button onClick={() => location.reload()}>{t('reload')}</Button>
    </Message>
  );
}

/** There is no such page. */
export function NotFoundPage() {
  const t = useTexts(shellTexts);
  return (
    <Message icon={IconMapPinOff} title={t('error.not-found')} what={t('error.not-found-what')} isPage>
      <Link to="/">{t('to-home')}</Link>
    </Message>
  );
}
