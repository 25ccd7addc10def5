import { IconHeadset, IconNote, IconUser } from '@tabler/icons-react';
import { useFormats, useTexts } from '@regiso/core/ui';
import type { Message, Thread } from '../model';
import styles from '../Support.module.css';
import { threadTexts } from '../thread-texts';

const icons = { author: IconUser, desk: IconHeadset, note: IconNote } as const;

/** Who said what, in the order of time. */
export function Messages({ ticket }: { ticket: Thread }) {
  const t = useTexts(threadTexts);
  return (
    <ol className={styles.messages} aria-label={t('thread')}>
      {ticket.messages.map((message) => (
        <One key={message.id} message={message} ticket={ticket} />
      ))}
    </ol>
  );
}

function One({ message, ticket }: { message: Message; ticket: Thread }) {
  const { instant } = useFormats();
  const { side, text, createdAt } = message;
  const Icon = icons[side];
  const { name, what } = useWho(message, ticket);
  return (
    <li className={styles.message} data-side={side}>
      <p className={styles.who}>
        <Icon size={16} aria-hidden />
        <strong>{name}</strong>
        {what && <span>{what}</span>}
        <span>{instant(createdAt)}</span>
      </p>
      <p className={styles.words}>{text}</p>
    </li>
  );
}

function useWho({ side, writer }: Message, { isMine, isGuest }: Thread) {
  const t = useTexts(threadTexts);
  if (side === 'note') return { name: writer ?? t('desk'), what: t('note') };
  if (side === 'desk') return writer ? { name: t('desk'), what: writer } : { name: t('desk'), what: null };
  if (isMine) return { name: t('you'), what: null };
  return { name: writer ?? t(isGuest ? 'guest' : 'author'), what: null };
}
