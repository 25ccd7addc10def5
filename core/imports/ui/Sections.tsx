import { Link, useApi, useTexts } from '@regiso/core/ui';
import type { KindView } from './model';
import styles from './Sections.module.css';
import { texts } from './texts';

const sections = { send: '/imports', runs: '/imports/runs', staged: '/imports/staged' } as const;
type Section = keyof typeof sections;
const exactly = { exact: true, includeSearch: false } as const;

/** The way between the three pages of imports. */
export function Sections() {
  const t = useTexts(texts);
  const kinds = useApi<KindView[]>('/imports/kinds');
  const count = kinds.data?.reduce((sum, { waiting }) => sum + waiting, 0) ?? 0;
  const titleOf = (section: Section) =>
    section === 'staged' && count > 0 ? t('section.staged-n', { count }) : t(`section.${section}`);
  return (
    <nav aria-label={t('sections')} className={styles.sections}>
      {Object.entries(sections).map(([section, address]) => (
        <Link key={section} to={address as '/'} activeOptions={exactly} className={styles.section ?? ''}>
          {titleOf(section as Section)}
        </Link>
      ))}
    </nav>
  );
}
