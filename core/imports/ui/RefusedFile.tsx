import { useEffect, useRef } from 'react';
import { Alert, ProblemError, useLanguage, useTexts } from '@regiso/core/ui';
import { IconAlertCircle } from '@tabler/icons-react';
import { sendTexts } from './texts/send';

/** Why a file or a choice was refused: the sentence of the server, which says what and what to do. */
export function RefusedFile({ error, title }: { error: unknown; title?: string }) {
  const t = useTexts(sendTexts);
  const { language } = useLanguage();
  const alert = useRef<HTMLDivElement>(null);
  useEffect(() => alert.current?.focus(), [error]);
  return (
    <Alert
      ref={alert}
      tabIndex={-1}
      color="red"
      role="alert"
      icon={<IconAlertCircle size={20} />}
      title={title ?? t('send.refused')}
    >
      {sentencesOf(error, language === 'ru', t('send.offline')).map((sentence) => (
        <div key={sentence}>{sentence}</div>
      ))}
    </Alert>
  );
}

// `detail` is in Russian and often the title again; wrong fields bring sentences of their own.
function sentencesOf(error: unknown, isRussian: boolean, offline: string): string[] {
  if (!(error instanceof ProblemError)) return [offline];
  if (error.code === 'offline') return [offline];
  const detail = isRussian && error.detail !== error.message ? error.detail : undefined;
  const issues = error.issues.map(({ message }) => message);
  if (issues.length) return [...new Set(issues)];
  return error.code.startsWith('file-') || !detail ? [error.message] : [`${error.message}. ${detail}`];
}
