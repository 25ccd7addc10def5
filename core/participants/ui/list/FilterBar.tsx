import { useState } from 'react';
import { useMediaQuery } from '@mantine/hooks';
import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import { Button, NativeSelect, useTexts } from '@regiso/core/ui';
import type { OrganisationCounts } from '../../counts';
import styles from './FilterBar.module.css';
import type { FilterName, Filters } from './filters';
import { useCounted, useOptions, type SelectName } from './options';
import { SearchBox } from './SearchBox';
import { listTexts } from './texts';

const always = ['kind', 'municipality', 'status'] as const;
const further = ['programme', 'accessibility', 'region', 'settlementKind', 'origin', 'missing'] as const;

type Props = {
  filters: Filters;
  active: readonly FilterName[];
  counts: OrganisationCounts | undefined;
  change: (some: Partial<Filters>) => void;
  clear: () => void;
};

/** Search and filters; on a phone the filters fold under a button. */
export function FilterBar({ filters, active, counts, change, clear }: Props) {
  const t = useTexts(listTexts);
  const isNarrow = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
  const folded: readonly SelectName[] = isNarrow ? [...always, ...further] : further;
  const hidden = folded.filter((name) => active.includes(name));
  const [isOpen, setOpen] = useState(hidden.length > 0 && !isNarrow);
  const count = hidden.length > 0 && !isOpen ? ` (${hidden.length})` : '';
  return (
    <search className={styles.bar}>
      <div className={styles.search}>
        <SearchBox value={filters.text} onChange={(text) => change({ text })} />
      </div>
      {!isNarrow && always.map((name) => <Choice key={name} {...{ name, filters, counts, change }} />)}
      <div className={styles.buttons}>
        <Button
          variant="default"
          leftSection={<IconAdjustmentsHorizontal size={20} aria-hidden />}
          aria-expanded={isOpen}
          aria-controls="further-filters"
          onClick={() => setOpen(!isOpen)}
        >
          {t(isNarrow ? 'list.filters' : isOpen ? 'list.fewer-filters' : 'list.more-filters')}
          {count}
        </Button>
        {active.length > 0 && (
          <Button variant="subtle" onClick={clear}>
            {t('list.clear')}
          </Button>
        )}
      </div>
      <div id="further-filters" className={styles.further} hidden={!isOpen}>
        {folded.map((name) => (
          <Choice key={name} {...{ name, filters, counts, change }} />
        ))}
      </div>
    </search>
  );
}

function Choice({
  name,
  filters,
  counts,
  change,
}: Pick<Props, 'filters' | 'counts' | 'change'> & { name: SelectName }) {
  const t = useTexts(listTexts);
  const counted = useCounted(counts);
  const options = useOptions()[name];
  return (
    <NativeSelect
      className={styles.choice ?? ''}
      label={t(`list.name.${name}`)}
      value={filters[name]}
      data={[{ value: '', label: t(`list.any.${name}`) }, ...counted(name, options)]}
      data-narrows={filters[name] ? true : undefined}
      onChange={(event) => change({ [name]: event.currentTarget.value })}
    />
  );
}
