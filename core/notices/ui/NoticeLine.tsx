import type { ReactNode } from 'react';
import { Anchor, Link, useFormats, useTexts, VisuallyHidden } from '@regiso/core/ui';
import { useSaid, type Notice } from './model';
import styles from './Notices.module.css';
import { texts } from './texts';

type Props = { notice: Notice; onOpen: (notice: Notice) => void; beside?: ReactNode };

/** One notice: whether it is new, what it says, when it came; the title leads to what it is about. */
export function NoticeLine({ notice, onOpen, beside }: Props) {
  const t = useTexts(texts);
  const { instant } = useFormats();
  const { title, text } = useSaid()(notice);
  return (
    <li className={styles.line} data-new={!notice.isRead || undefined}>
      <span className={styles.dot} aria-hidden />
      <div className={styles.words}>
        {!notice.isRead && <VisuallyHidden>{`${t('is-new')}. `}</VisuallyHidden>}
        <Title notice={notice} title={title} onOpen={() => onOpen(notice)} />
        {text && <p className={styles.text}>{text}</p>}
        <p className={styles.when}>{instant(notice.createdAt)}</p>
      </div>
      {beside}
    </li>
  );
}

function Title({ notice: { link }, title, onOpen }: { notice: Notice; title: string; onOpen: () => void }) {
  if (!link) return <span className={styles.title}>{title}</span>;
  if (!link.startsWith('/app/'))
    return (
      <Anchor href={link} className={styles.title ?? ''} onClick={onOpen}>
        {title}
      </Anchor>
    );
  return (
    <Link to={link.slice('/app'.length) as '/'} className={styles.title ?? ''} onClick={onOpen}>
      {title}
    </Link>
  );
}
