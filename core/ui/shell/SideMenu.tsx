import { Button } from '@mantine/core';
import { IconHome, IconLogout } from '@tabler/icons-react';
import { Link, useLocation } from '@tanstack/react-router';
import { useMe } from '../api/me';
import type { Icon } from '../define-ui';
import { i18n, useTexts } from '../texts/i18n';
import { shellTexts } from '../texts/shell-texts';
import { useUis } from './found';
import { LanguageSwitch } from './LanguageSwitch';
import { currentOf, menuFor } from './menu';
import styles from './SideMenu.module.css';
import { useSignOut } from './sign-out';

/** The sections this person may open, by group. */
export function SideMenu({ onChosen }: { onChosen: () => void }) {
  const t = useTexts(shellTexts);
  const me = useMe();
  const { pathname } = useLocation();
  const groups = menuFor(useUis(), me);
  const current = currentOf(['/', ...groups.flatMap(({ items }) => items.map(({ to }) => to))], pathname);
  return (
    <nav aria-label={t('menu')}>
      <ul className={styles.list}>
        <Item to="/" icon={IconHome} name={t('home')} isCurrent={current === '/'} onChosen={onChosen} />
      </ul>
      {groups.map(({ group, items }) => (
        <section key={group} aria-labelledby={`menu-${group}`}>
          <h2 className={styles.group} id={`menu-${group}`}>
            {t(`group.${group}`)}
          </h2>
          <ul className={styles.list}>
            {items.map(({ to, plugin, title, icon }) => (
              <Item
                key={to}
                to={to}
                icon={icon}
                name={i18n.t(title, { ns: plugin })}
                isCurrent={current === to}
                onChosen={onChosen}
              />
            ))}
          </ul>
        </section>
      ))}
      <Foot />
    </nav>
  );
}

/** What a phone's header has no room for. */
function Foot() {
  const t = useTexts(shellTexts);
  const signOut = useSignOut();
  return (
    <div className={styles.foot}>
      <Button variant="subtle" leftSection={<IconLogout size={20} />} onClick={signOut}>
        {t('sign-out')}
      </Button>
      <LanguageSwitch />
    </div>
  );
}

type ItemProps = { to: string; icon: Icon; name: string; isCurrent: boolean; onChosen: () => void };

function Item({ to, icon: ItemIcon, name, isCurrent, onChosen }: ItemProps) {
  return (
    <li>
      <Link
        to={to as '/'}
        className={styles.item ?? ''}
        activeOptions={{ exact: true, includeSearch: false }}
        aria-current={isCurrent ? 'page' : undefined}
        onClick={onChosen}
      >
        <ItemIcon size={20} stroke={1.75} />
        <span>{name}</span>
      </Link>
    </li>
  );
}
