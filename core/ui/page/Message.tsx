import type { ReactNode } from 'react';
import type { Icon } from '../define-ui';
import { useTexts } from '../texts/i18n';
import { shellTexts } from '../texts/shell-texts';
import styles from './Message.module.css';

type Props = {
  icon: Icon;
  title: string;
  what?: string | undefined;
  role?: 'alert' | 'status';
  /** It stands for the whole page: its title is the page's. */
  isPage?: boolean;
  children?: ReactNode;
};

/** An icon, what happened, what to do. */
export function Message({ icon: MessageIcon, title, what, role, isPage = false, children }: Props) {
  const t = useTexts(shellTexts);
  const Title = isPage ? 'h1' : 'p';
  return (
    <div className={styles.message} role={role}>
      {isPage && <title>{`${title} — ${t('product')}`}</title>}
      <MessageIcon size={36} stroke={1.5} />
      <Title className={styles.title}>{title}</Title>
      {what && <p className={styles.what}>{what}</p>}
      {children}
    </div>
  );
}
