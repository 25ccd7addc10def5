import { Suspense, lazy, useMemo, type ComponentType } from 'react';
import { IconChevronRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMe } from '../api/me';
import type { Ui } from '../define-ui';
import { EmptyState } from '../page/EmptyState';
import { Page } from '../page/Page';
import { i18n, useTexts } from '../texts/i18n';
import { shellTexts } from '../texts/shell-texts';
import { useUis } from './found';
import styles from './HomePage.module.css';
import { menuFor, type MenuItem } from './menu';

/** What this person may do here: a card a section, from the same declarations as the menu. */
export function HomePage() {
  const t = useTexts(shellTexts);
  const me = useMe();
  const { name, permissions } = me;
  const uis = useUis();
  const groups = menuFor(uis, me);
  return (
    <Page title={t('home.hello', { name: name ?? '' })} {...(groups.length > 0 && { lead: t('home.lead') })}>
      {groups.length === 0 && <EmptyState title={t('home.nothing')} what={t('home.nothing-what')} />}
      <Widgets uis={uis} permissions={permissions} />
      {groups.map(({ group, items }) => (
        <section key={group} aria-labelledby={`home-${group}`} className={styles.group}>
          <h2 id={`home-${group}`}>{t(`group.${group}`)}</h2>
          <ul className={styles.cards}>
            {items.map((item) => (
              <Card key={item.to} item={item} />
            ))}
          </ul>
        </section>
      ))}
    </Page>
  );
}

function Card({ item: { to, plugin, title, hint, icon: CardIcon } }: { item: MenuItem }) {
  return (
    <li>
      <Link to={to as '/'} className={styles.card ?? ''}>
        <CardIcon size={24} stroke={1.75} />
        <span className={styles.words}>
          <strong>{i18n.t(title, { ns: plugin })}</strong>
          {hint && <span>{i18n.t(hint, { ns: plugin })}</span>}
        </span>
        <IconChevronRight size={20} aria-hidden />
      </Link>
    </li>
  );
}

type Shown = { id: string; title: string; order: number; Widget: ComponentType };

type Held = { uis: readonly Ui[]; permissions: readonly string[] };

function Widgets({ uis, permissions }: Held) {
  const shown = useMemo(() => widgetsFor({ uis, permissions }), [uis, permissions]);
  return shown.map(({ id, title, Widget }) => (
    <section key={id} aria-label={title} className={styles.group}>
      <Suspense>
        <Widget />
      </Suspense>
    </section>
  ));
}

// A card whose code does not come leaves its place empty: the page must not fall with it.
const nothing = () => ({ default: () => null });

const widgetsFor = ({ uis, permissions }: Held): Shown[] =>
  uis
    .flatMap((ui) =>
      (ui.widgets ?? [])
        .filter(({ permission }) => !permission || permissions.includes(permission))
        .map(({ id, title, order = 0, widget }) => ({
          id: `${ui.id}.${id}`,
          title: i18n.t(title, { ns: ui.id }),
          order,
          Widget: lazy(() => widget().catch(nothing)),
        })),
    )
    .sort((a, b) => a.order - b.order);
