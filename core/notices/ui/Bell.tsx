import { useState } from 'react';
import { IconBell } from '@tabler/icons-react';
import { ActionIcon, Button, Link, Loader, Popover, useApi, useTexts, type Keyset } from '@regiso/core/ui';
import { mostCounted, useMarkRead, useUnread, type Notice } from './model';
import { NoticeLine } from './NoticeLine';
import styles from './Notices.module.css';
import { texts } from './texts';

const shown = 6;

/** The bell of the header: how many notices are unread, and the newest of them. Absent where notices are switched off. */
export default function Bell() {
  const t = useTexts(texts);
  const unread = useUnread();
  const [isOpen, setOpen] = useState(false);
  if (unread.error && !unread.data) return null;
  const count = unread.data?.unread ?? 0;
  return (
    <Popover
      opened={isOpen}
      onChange={setOpen}
      position="bottom-end"
      width="min(24rem, calc(100vw - 16px))"
      shadow="md"
      trapFocus
      returnFocus
      withRoles={false}
    >
      <Popover.Target>
        <ActionIcon
          className={styles.bell ?? ''}
          variant="subtle"
          size="lg"
          aria-label={labelOf(t, count)}
          aria-expanded={isOpen}
          aria-haspopup="dialog"
          title={t('notices')}
          onClick={() => setOpen(!isOpen)}
        >
          <IconBell size={22} />
          {count > 0 && (
            <span className={styles.count} aria-hidden>
              {count >= mostCounted ? `${mostCounted - 1}+` : count}
            </span>
          )}
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown p={0} role="dialog" aria-label={t('notices')}>
        <Newest count={count} close={() => setOpen(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}

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
