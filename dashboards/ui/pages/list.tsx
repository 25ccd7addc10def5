import { useEffect } from 'react';
import { EmptyState, Link, Page, useApi, useLanguage, useNavigate, useTexts } from '@regiso/core/ui';
import { IconChevronRight, IconLayoutDashboard } from '@tabler/icons-react';
import type { DashboardSummary } from '../../shared';
import { titleOf } from '../figures';
import { menuTexts } from '../menu-texts';
import { texts } from '../texts';
import styles from './list.module.css';

/** `/app/dashboards`: the boards the reader may open; a single one opens by itself. */
export default function ListPage() {
  const t = useTexts(texts);
  const words = useTexts(menuTexts);
  const { language } = useLanguage();
  const navigate = useNavigate();
  const { data, error, refetch } = useApi<DashboardSummary[]>('/dashboards/list');
  const only = data?.length === 1 ? data[0] : undefined;
  useEffect(() => {
    if (only) void navigate({ to: `/dashboards/${only.id}`, replace: true } as never);
  }, [only, navigate]);
  return (
    <Page
      title={words('boards')}
      lead={t('boards.lead')}
      loading={(!data && !error) || Boolean(only)}
      error={error}
      retry={() => void refetch()}
    >
      {data?.length === 0 && <EmptyState title={t('boards.empty')} what={t('boards.empty-what')} />}
      <ul className={styles.cards}>
        {data?.map((board) => (
          <li key={board.id}>
            <Link to={`/dashboards/${board.id}` as '/'} className={styles.card ?? ''}>
              <IconLayoutDashboard size={24} stroke={1.75} aria-hidden />
              <span className={styles.words}>
                <strong>{titleOf(board, language)}</strong>
                <span>
                  {titleOf({ title: board.pluginTitle, titleEn: board.pluginTitleEn }, language)} ·{' '}
                  {t('boards.tiles', { count: board.tiles })}
                </span>
              </span>
              <IconChevronRight size={20} aria-hidden />
            </Link>
          </li>
        ))}
      </ul>
    </Page>
  );
}
