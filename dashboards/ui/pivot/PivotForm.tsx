import { useState } from 'react';
import {
  ActionIcon,
  api,
  NativeSelect,
  SegmentedControl,
  Select,
  useLanguage,
  useQuery,
  useTexts,
} from '@regiso/core/ui';
import { IconArrowsLeftRight } from '@tabler/icons-react';
import type { QueryReply } from '../../shared';
import { mostFilters, type Explorable, type Pivot } from '../../shared/boards';
import { drawsOf } from '../../shared/pivot';
import { MultiChoice } from '../board/MultiChoice';
import { titleOf } from '../figures';
import styles from './Pivot.module.css';
import { pivotTexts } from './pivot-texts';

type Props = {
  indicators: readonly Explorable[];
  indicator: Explorable;
  pivot: Pivot;
  onIndicator: (id: string) => void;
  onChange: (some: Partial<Pivot>) => void;
};

const none = '';

/** What is counted, and by what it is divided. */
export function PivotForm({ indicators, indicator, pivot, onIndicator, onChange }: Props) {
  const t = useTexts(pivotTexts);
  const { language } = useLanguage();
  const { rows, columns } = pivot;
  const divisions = indicator.by.map((name) => ({ value: name, label: indicator.dimensions[name] ?? name }));
  return (
    <div className={styles.form}>
      <Select
        label={t('pivot.indicator')}
        searchable
        allowDeselect={false}
        limit={200}
        nothingFoundMessage={t('pivot.no-indicator')}
        value={indicator.id}
        data={groupsOf(indicators, language)}
        onChange={(id) => id && onIndicator(id)}
      />
      <NativeSelect
        label={t('pivot.rows')}
        value={rows}
        data={divisions}
        onChange={({ currentTarget: { value } }) =>
          onChange({ rows: value, ...(value === columns && { columns: rows }) })
        }
      />
      <ActionIcon
        variant="default"
        size={36}
        disabled={!columns}
        aria-label={t('pivot.swap')}
        title={t('pivot.swap')}
        onClick={() => columns && onChange({ rows: columns, columns: rows })}
      >
        <IconArrowsLeftRight size={20} />
      </ActionIcon>
      <NativeSelect
        label={t('pivot.columns')}
        value={columns ?? none}
        data={[{ value: none, label: t('pivot.no-columns') }, ...divisions.filter(({ value }) => value !== rows)]}
        onChange={({ currentTarget: { value } }) => onChange({ columns: value || null })}
      />
    </div>
  );
}

/** Titles that two indicators share tell their identifier too. */
function groupsOf(indicators: readonly Explorable[], language: string) {
  const groups = new Map<string, { value: string; label: string }[]>();
  const titles = indicators.map((one) => titleOf(one, language));
  for (const one of indicators) {
    const title = titleOf(one, language);
    const isShared = titles.filter((other) => other === title).length > 1;
    const items = groups.get(one.pluginTitle) ?? [];
    items.push({ value: one.id, label: isShared ? `${title} (${one.id})` : title });
    groups.set(one.pluginTitle, items);
  }
  return [...groups].map(([group, items]) => ({
    group,
    items: items.sort((a, b) => a.label.localeCompare(b.label, language)),
  }));
}

/** By what the table is narrowed, and as what it is drawn. */
export function PivotFilters({ indicator, pivot, onChange }: Omit<Props, 'indicators' | 'onIndicator'>) {
  const t = useTexts(pivotTexts);
  const [added, setAdded] = useState<readonly string[]>([]);
  const { filters } = pivot;
  const shown = [...new Set([...Object.keys(filters), ...added.filter((name) => indicator.by.includes(name))])];
  const others = indicator.by.filter((name) => !shown.includes(name));
  const draws = drawsOf(pivot);
  const choose = (name: string, values: readonly (string | null)[]) => {
    const kept = Object.entries(filters).filter(([other]) => other !== name);
    if (!values.length) setAdded([...added, name]);
    onChange({ filters: Object.fromEntries(values.length ? [...kept, [name, [...values]]] : kept) });
  };
  return (
    <div className={styles.filters}>
      {shown.map((name) => (
        <div key={`${indicator.id}/${name}`} className={styles.filter}>
          <PivotFilter name={name} indicator={indicator} pivot={pivot} onChoose={(values) => choose(name, values)} />
        </div>
      ))}
      {others.length > 0 && shown.length < mostFilters && (
        <NativeSelect
          className={styles.filter ?? ''}
          label={t('pivot.filter-by')}
          value={none}
          data={[
            { value: none, label: t('pivot.filter-choose') },
            ...others.map((name) => ({ value: name, label: indicator.dimensions[name] ?? name })),
          ]}
          onChange={({ currentTarget: { value } }) => value && setAdded([...added, value])}
        />
      )}
      {draws.length > 1 && (
        <SegmentedControl
          className={styles.draw ?? ''}
          aria-label={t('pivot.draw')}
          value={pivot.draw}
          data={draws.map((value) => ({ value, label: t(`draw.${value}`) }))}
          onChange={(draw) => onChange({ draw: draw as Pivot['draw'] })}
        />
      )}
    </div>
  );
}

type FilterProps = {
  name: string;
  indicator: Explorable;
  pivot: Pivot;
  onChoose: (values: readonly (string | null)[]) => void;
};

const mostOptions = 300;

/** Values to choose of one division, within what the other filters leave. */
function PivotFilter({ name, indicator, pivot, onChoose }: FilterProps) {
  const { language } = useLanguage();
  const others = Object.fromEntries(Object.entries(pivot.filters).filter(([other]) => other !== name));
  const question = { indicator: indicator.id, by: [name], filters: others, limit: mostOptions };
  const { data } = useQuery({
    queryKey: ['/dashboards/query', 'values', language, question],
    queryFn: () => api.post<QueryReply>('/dashboards/query', { language, questions: [question] }),
    staleTime: 60_000,
  });
  const answer = data?.answers[0];
  const rows = answer && 'rows' in answer ? answer.rows : [];
  const options = rows.flatMap(({ key: [value], titles: [title = ''] }) =>
    value === null || value === undefined ? [] : [{ value, title }],
  );
  const chosen = pivot.filters[name] ?? [];
  const missing = chosen.filter((value) => value !== null && !options.some((one) => one.value === value));
  const known = [...options, ...missing.flatMap((value) => (value === null ? [] : [{ value, title: value }]))];
  const title = indicator.dimensions[name] ?? name;
  return (
    <MultiChoice filter={{ by: name, title, initial: null, options: known }} chosen={chosen} onChoose={onChoose} />
  );
}
