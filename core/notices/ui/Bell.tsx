import { useId, useRef, useState } from 'react';
import { IconBell } from '@tabler/icons-react';
import { ActionIcon, Button, Link, Loader, useApi, useTexts, type Keyset } from '@regiso/core/ui';
import { mostCounted, useMarkRead, useUnread, type Notice } from './model';
import { NoticeLine } from './NoticeLine';
import styles from './Notices.module.css';
import { texts } from './texts';

const shown = 6;

/**
 * The bell of the header: how many notices are unread, and the newest of them. Absent where notices are switched off. The
 * browser's own popover opens it: every page has a bell, and Mantine's would cost each of them 33 kB of script.
 */
export default function Bell() {
  const t = useTexts(texts);
  const unread = useUnread();
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const [isOpen, setOpen] = useState(false);
  const [place, setPlace] = useState({});
  if (unread.error && !unread.data) return null;
  const count = unread.data?.unread ?? 0;
  return (
    <>
      <ActionIcon
        className={styles.bell ?? ''}
        variant="subtle"
        size="lg"
        aria-label={labelOf(t, count)}
        aria-expanded={isOpen}
        aria-haspopup="dialog"
        title={t('notices')}
        popoverTarget={id}
        onClick={({ currentTarget }) => setPlace(below(currentTarget))}
      >
        <IconBell size={22} />
        {count > 0 && (
          <span className={styles.count} aria-hidden>
            {count >= mostCounted ? `${mostCounted - 1}+` : count}
          </span>
        )}
      </ActionIcon>
      <div
        ref={box}
        id={id}
        className={styles.box}
        style={place}
        popover="auto"
        role="dialog"
        aria-label={t('notices')}
        onToggle={({ newState }) => setOpen(newState === 'open')}
      >
        {isOpen && <Newest count={count} close={() => box.current?.hidePopover()} />}
      </div>
    </>
  );
}

// Under the bell, its right edge with that of the bell, and never beyond the left edge of a phone.
const below = (bell: Element) => {
  const { bottom, right } = bell.getBoundingClientRect();
  const width = Math.min(384, document.documentElement.clientWidth - 16);
  return { top: bottom + 8, left: Math.max(8, right - width), width };
};

function labelOf(t: ReturnType<typeof useTexts<keyof typeof texts.ru>>, count: number) {
  if (count === 0) return t('bell');
  return count >= mostCounted ? t('bell.many', { count: mostCounted - 1 }) : t('bell.unread', { count });
}

function Newest({ count, close }: { count: number; close: () => void }) {
  const t = useTexts(texts);
  const list = useApi<Keyset<Notice>>('/notices/own', { unread: true });
  const mark = useMarkRead();
  const items = list.data?.items.slice(0, shown) ?? [];
  const open = ({ id }: Notice) => {
    mark.mutate([id]);
    close();
  };
  return (
    <>
      <div className={styles.head}>
        <h2>{t('bell.newest')}</h2>
        {count > 0 && (
          <Button variant="subtle" size="compact-md" loading={mark.isPending} onClick={() => mark.mutate(undefined)}>
            {t('mark-all')}
          </Button>
        )}
      </div>
      {list.isPending && <Loader size="sm" m="md" />}
      {list.data && items.length === 0 && <p className={styles.none}>{t('bell.none')}</p>}
      <ul className={`${styles.list} ${styles.scroll}`}>
        {items.map((notice) => (
          <NoticeLine key={notice.id} notice={notice} onOpen={open} />
        ))}
      </ul>
      <div className={styles.foot}>
        <Link to={'/notices' as '/'} onClick={close}>
          {t('bell.all')}
        </Link>
      </div>
    </>
  );
}
