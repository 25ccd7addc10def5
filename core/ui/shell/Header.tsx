import { useState } from 'react';
import { ActionIcon, Button } from '@mantine/core';
import { IconEye, IconLogout, IconMenu2, IconX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMe, useRegion } from '../api/me';
import { useLanguage, useTexts } from '../texts/i18n';
import { shellTexts } from '../texts/shell-texts';
import styles from './Header.module.css';
import { HeaderTools } from './HeaderTools';
import { LanguageSwitch } from './LanguageSwitch';
import { LookPanel } from './LookPanel';
import { useSignOut } from './sign-out';

type Menu = { isOpen: boolean; toggle: () => void };

/** Who serves, where, who is signed in; the menu button below 62em. */
export function Header({ menu }: { menu?: Menu }) {
  const t = useTexts(shellTexts);
  const me = useMe();
  const signOut = useSignOut();
  return (
    <header className={styles.header}>
      {menu && (
        <ActionIcon
          className={styles.burger}
          variant="subtle"
          size="lg"
          onClick={menu.toggle}
          aria-expanded={menu.isOpen}
          aria-controls="side-menu"
          aria-label={t(menu.isOpen ? 'close-menu' : 'open-menu')}
        >
          {menu.isOpen ? <IconX size={22} /> : <IconMenu2 size={22} />}
        </ActionIcon>
      )}
      <Brand />
      <div className={styles.tools}>
        <span className={menu ? styles.foldable : undefined}>
          <LanguageSwitch />
        </span>
        <LookButton />
        {me.signedIn && (
          <>
            {menu && <HeaderTools />}
            <span className={styles.name} title={me.name ?? ''}>
              {me.name}
            </span>
            <Button
              className={styles.wide ?? ''}
              variant="subtle"
              size="compact-md"
              leftSection={<IconLogout size={20} />}
              onClick={signOut}
            >
              {t('sign-out')}
            </Button>
            <ActionIcon
              className={`${styles.narrow} ${menu ? styles.foldable : ''}`}
              variant="subtle"
              size="lg"
              onClick={signOut}
              aria-label={t('sign-out')}
            >
              <IconLogout size={20} />
            </ActionIcon>
          </>
        )}
      </div>
    </header>
  );
}

function Brand() {
  const t = useTexts(shellTexts);
  const region = useRegion();
  const { language } = useLanguage();
  return (
    <Link to="/" className={styles.brand ?? ''}>
      <strong>{t('product')}</strong>
      {region && <span className={styles.region}>{language === 'en' ? region.nameEn : region.name}</span>}
    </Link>
  );
}

function LookButton() {
  const t = useTexts(shellTexts);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <ActionIcon variant="subtle" size="lg" onClick={() => setOpen(true)} aria-label={t('look')} title={t('look')}>
        <IconEye size={22} />
      </ActionIcon>
      {isOpen && <LookPanel onClose={() => setOpen(false)} />}
    </>
  );
}
