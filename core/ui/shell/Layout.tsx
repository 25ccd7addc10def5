import { useEffect, useState } from 'react';
import { Outlet, useLocation } from '@tanstack/react-router';
import { useMe } from '../api/me';
import { useTexts } from '../texts/i18n';
import { shellTexts } from '../texts/shell-texts';
import { Header } from './Header';
import styles from './Layout.module.css';
import { SideMenu } from './SideMenu';

/** Header, menu and the page; below 62em the menu folds under a button. */
export function Layout() {
  const t = useTexts(shellTexts);
  const { demo } = useMe();
  const { pathname } = useLocation();
  const [openAt, setOpenAt] = useState<string>();
  const isOpen = openAt === pathname;
  const close = () => setOpenAt(undefined);
  useEscape(isOpen, close);
  return (
    <div className={styles.layout}>
      <Header menu={{ isOpen, toggle: () => setOpenAt(isOpen ? undefined : pathname) }} />
      {demo && (
        <p className={styles.demo} role="note">
          {t('demo.banner')}
        </p>
      )}
      <div className={styles.body}>
        <div id="side-menu" className={styles.menu} data-open={isOpen || undefined}>
          <SideMenu onChosen={close} />
        </div>
        <main id="content" className={styles.content} tabIndex={-1}>
          <Outlet />
        </main>
      </div>
    </div>
  );
}

function useEscape(active: boolean, action: () => void) {
  useEffect(() => {
    if (!active) return;
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && action();
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  });
}
