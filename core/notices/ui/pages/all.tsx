import { IconBellCheck, IconChecks, IconSettings } from '@tabler/icons-react';
import { Button, EmptyState, Group, Link, notifyDone, Page, SegmentedControl, Stack } from '@regiso/core/ui';
import { useKeyset, useTexts, useUrlState } from '@regiso/core/ui';
import { useMarkRead, useSaid, useUnread, type Notice } from '../model';
import { NoticeLine } from '../NoticeLine';
import styles from '../Notices.module.css';
import { texts } from '../texts';

/** Every notice of the reader, the unread first of all. */
export default function AllNotices() {
  const t = useTexts(texts);
  const [{ show }, change] = useUrlState({ show: 'unread' });
  const which = show === 'all' ? 'all' : 'unread';
  const list = useKeyset<Notice>('/notices/own', which === 'unread' ? { unread: true } : {});
  const unread = useUnread();
  const markAll = useMarkRead(() => notifyDone({ text: t('marked') }));
  return (
    <Page
      title={t('notices')}
      lead={t('notices.lead')}
      narrow
      loading={!list.rows && !list.error}
      error={list.rows ? undefined : list.error}
      retry={list.retry}
      actions={
        <Button
          component={Link}
          to={'/notices/settings' as '/'}
          variant="default"
          leftSection={<IconSettings size={20} aria-hidden />}
        >
          {t('settings')}
        </Button>
      }
    >
      <Stack gap="md">
        <Group justify="space-between">
          <SegmentedControl
            aria-label={t('which')}
            value={which}
            onChange={(value) => change({ show: value })}
            data={[
              { value: 'unread', label: t('unread') },
              { value: 'all', label: t('all') },
            ]}
          />
          {(unread.data?.unread ?? 0) > 0 && (
            <Button
              variant="subtle"
              leftSection={<IconChecks size={20} aria-hidden />}
              loading={markAll.isPending}
              onClick={() => markAll.mutate(undefined)}
            >
              {t('mark-all')}
            </Button>
          )}
        </Group>
        {list.rows?.length === 0 && (
          <EmptyState icon={IconBellCheck} title={t(`empty.${which}`)} what={t(`empty.${which}-what`)} />
        )}
        {list.rows && list.rows.length > 0 && <Lines notices={list.rows} />}
        {list.more && (
          <div>
            <Button variant="default" loading={list.more.loading} onClick={list.more.load}>
              {t('more')}
            </Button>
          </div>
        )}
      </Stack>
    </Page>
  );
}

function Lines({ notices }: { notices: readonly Notice[] }) {
  const t = useTexts(texts);
  const said = useSaid();
  const mark = useMarkRead();
  return (
    <ul className={`${styles.list} ${styles.card}`}>
      {notices.map((notice) => (
        <NoticeLine
          key={notice.id}
          notice={notice}
          onOpen={({ id, isRead }) => !isRead && mark.mutate([id])}
          beside={
            !notice.isRead && (
              <Button
                variant="subtle"
                size="compact-md"
                aria-label={t('mark-read.of', { title: said(notice).title })}
                onClick={() => mark.mutate([notice.id])}
              >
                {t('mark-read')}
              </Button>
            )
          }
        />
      ))}
    </ul>
  );
}
