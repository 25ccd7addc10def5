import { IconHome } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMe } from '../api/me';
import type { Icon } from '../define-ui';
import { i18n, useTexts } from '../texts/i18n';
import { shellTexts } from '../texts/shell-texts';
import { foundUis } from './found';
import { menuFor } from './menu';
import styles from './SideMenu.module.css';

/** The sections this person may open, by group. */
export function SideMenu({ onChosen }: { onChosen: () => void }) {
  const t = useTexts(shellTexts);
  const { permissions } = useMe();
  return (
    <nav aria-label={t('menu')}>
      <ul className={styles.list}>
        <Item to="/" icon={IconHome} name={t('home')} exact onChosen={onChosen} />
      </ul>
      {menuFor(foundUis, permissions).map(({ group, items }) => (
        <section key={group} aria-labelledby={`menu-${group}`}>
          <h2 className={styles.group} id={`menu-${group}`}>
            {t(`group.${group}`)}
          </h2>
          <ul className={styles.list}>
            {items.map(({ to, plugin, title, icon }) => (
              <Item key={to} to={to} icon={icon} name={i18n.t(title, { ns: plugin })} onChosen={onChosen} />
            ))}
          </ul>
        </section>
      ))}
    </nav>
  );
}

type ItemProps = { to: string; icon: Icon; name: string; exact?: boolean; onChosen: () => void };

function Item({ to, icon: ItemIcon, name, exact = false, onChosen }: ItemProps) {
  return (
    <li>
      <Link
        to={to as '/'}
        className={styles.item ?? ''}
        activeOptions={{ exact, includeSearch: false }}
        onClick={onChosen}
      >
        <ItemIcon size={20} stroke={1.75} />
        <span>{name}</span>
      </Link>
    </li>
  );
}
