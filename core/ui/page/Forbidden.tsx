import type { ReactNode } from 'react';
import { IconLock } from '@tabler/icons-react';
import { useMe } from '../api/me';
import { useTexts } from '../texts/i18n';
import { shellTexts } from '../texts/shell-texts';
import { Message } from './Message';

/** Shows the page to holders of the permission and says to others who gives it. The server checks every call again. */
export function Forbidden({ unless, children }: { unless: string | undefined; children: ReactNode }) {
  const t = useTexts(shellTexts);
  const { permissions } = useMe();
  if (!unless || permissions.includes(unless)) return children;
  return <Message icon={IconLock} title={t('error.forbidden')} what={t('error.forbidden-what')} isPage />;
}
