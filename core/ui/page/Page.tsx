import { useEffect, useRef, type ReactNode } from 'react';
import { IconChevronRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTexts } from '../texts/i18n';
import { shellTexts } from '../texts/shell-texts';
import { ErrorState } from './failures';
import styles from './Page.module.css';
import { PageSkeleton } from './PageSkeleton';

export type Breadcrumb = { title: string; to?: string };

type Props = {
  title: string;
  /** One or two sentences under the title. */
  lead?: ReactNode;
  breadcrumbs?: readonly Breadcrumb[];
  actions?: ReactNode;
  /** Keeps the title and shows the shape of what is coming. */
  loading?: boolean;
  error?: unknown;
  retry?: () => void;
  /** Text pages read better narrow; tables and charts use the whole width. */
  narrow?: boolean;
  children?: ReactNode;
};

let isFirstPage = true;

/** Title, way here, actions and the states every page has. On a change of page the title takes the focus. */
export function Page({ title, lead, breadcrumbs, actions, loading, error, retry, narrow, children }: Props) {
  const t = useTexts(shellTexts);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!isFirstPage) heading.current?.focus({ preventScroll: true });
    isFirstPage = false;
  }, []);
  return (
    <article className={styles.page} data-narrow={narrow || undefined}>
      <title>{`${title} — ${t('product')}`}</title>
      {breadcrumbs && <Breadcrumbs items={breadcrumbs} />}
      <div className={styles.head}>
        <h1 ref={heading} tabIndex={-1} className={styles.title}>
          {title}
        </h1>
        {actions && <div className={styles.actions}>{actions}</div>}
      </div>
      {lead && <p className={styles.lead}>{lead}</p>}
      <Content loading={loading ?? false} error={error} retry={retry}>
        {children}
      </Content>
    </article>
  );
}

type ContentProps = { loading: boolean; error: unknown; retry: (() => void) | undefined; children: ReactNode };

function Content({ loading, error, retry, children }: ContentProps) {
  if (error) return <ErrorState error={error} retry={retry} />;
  if (loading) return <PageSkeleton />;
  return children;
}

function Breadcrumbs({ items }: { items: readonly Breadcrumb[] }) {
  const t = useTexts(shellTexts);
  return (
    <nav aria-label={t('breadcrumbs')}>
      <ol className={styles.breadcrumbs}>
        {items.map(({ title, to }) => (
          <li key={title}>
            {to ? <Link to={to as '/'}>{title}</Link> : <span>{title}</span>}
            <IconChevronRight size={16} aria-hidden />
          </li>
        ))}
      </ol>
    </nav>
  );
}
