import type { ReactNode } from 'react';
import { IconInbox } from '@tabler/icons-react';
import type { Icon } from '../define-ui';
import { useTexts } from '../texts/i18n';
import { shellTexts } from '../texts/shell-texts';
import { Message } from './Message';

type Props = { title?: string | undefined; what?: string | undefined; icon?: Icon; children?: ReactNode };

/** Nothing to show: says so, and what would fill the place. */
export function EmptyState({ title, what, icon = IconInbox, children }: Props) {
  const t = useTexts(shellTexts);
  return (
    <Message icon={icon} title={title ?? t('empty')} what={what}>
      {children}
    </Message>
  );
}
