import { useMediaQuery } from '@mantine/hooks';
import { IconCheck, IconMinus, IconX } from '@tabler/icons-react';
import { DataTable, useFormats, useTexts, type Column, type Icon } from '@regiso/core/ui';
import { needs, type Building, type Card } from '../choices';
import { wordTexts } from '../word-texts';
import styles from './Card.module.css';
import { Section } from './Section';
import { cardTexts } from './texts';

/** Where the organisation works, and for whom each building is accessible. */
export function Buildings({ card: { buildings } }: { card: Card }) {
  const t = useTexts(cardTexts);
  const { number } = useFormats();
  const columns = useColumns(buildings);
  const credits = [...new Set(buildings.flatMap(({ attribution }) => attribution ?? []))].join('; ');
  return (
    <Section title={t('card.buildings')} beside={buildings.length > 0 && number(buildings.length)}>
      {buildings.length === 0 ? (
        <p className={styles.nothing}>{t('card.buildings.none')}</p>
      ) : (
        <DataTable
          caption={t('card.buildings')}
          columns={columns}
          rows={buildings}
          rowKey={({ id }) => id}
          sortParameter="buildings"
        />
      )}
      {credits && <p className={styles.note}>{credits}</p>}
    </Section>
  );
}

function useColumns(buildings: readonly Building[]): Column<Building>[] {
  const t = useTexts(cardTexts);
  const words = useTexts(wordTexts);
  const isNarrow = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
  const address: Column<Building> = {
    key: 'address',
    title: t('card.building.address'),
    value: (building) => building.address,
    isName: true,
    cell: (building) => (isNarrow ? <Stacked building={building} /> : building.address),
  };
  if (isNarrow) return [address];
  const known = needs.filter((need) => buildings.some(({ access }) => access[need]));
  const has = (field: 'phone' | 'capacity' | 'storeys' | 'areaM2') => buildings.some((one) => one[field] !== null);
  return [
    { key: 'number', title: t('card.building.number'), value: (building) => building.number },
    address,
    ...known.map((need): Column<Building> => ({
      key: need,
      title: words(`access.${need}`),
      value: ({ access }) => access[need],
      cell: ({ access }) => access[need] && <Level level={access[need]} />,
    })),
    ...(has('capacity') ? [column('capacity', t('card.building.capacity'), (building) => building.capacity)] : []),
    ...(has('storeys') ? [column('storeys', t('card.building.storeys'), (building) => building.storeys)] : []),
    ...(has('areaM2') ? [column('area', t('card.building.area'), (building) => building.areaM2)] : []),
    ...(has('phone')
      ? [
          {
            key: 'phone',
            title: t('card.building.phone'),
            value: (building: Building) => building.phone,
            sortable: false,
          },
        ]
      : []),
  ];
}

const column = (key: string, title: string, value: Column<Building>['value']): Column<Building> => ({
  key,
  title,
  value,
  numeric: true,
});

const icons: Record<'full' | 'partial' | 'none', Icon> = { full: IconCheck, partial: IconMinus, none: IconX };

function Level({ level }: { level: 'full' | 'partial' | 'none' }) {
  const words = useTexts(wordTexts);
  const LevelIcon = icons[level];
  return (
    <span className={styles.level}>
      <LevelIcon size={16} aria-hidden />
      {words(`level.${level}`)}
    </span>
  );
}

function Stacked({ building }: { building: Building }) {
  const words = useTexts(wordTexts);
  const levels = needs.flatMap((need) => {
    const level = building.access[need];
    return level ? [`${words(`access.${need}`)}: ${words(`level.${level}`)}`] : [];
  });
  return (
    <div className={styles.building}>
      {building.address}
      {building.phone && <span>{building.phone}</span>}
      {levels.length > 0 && <span>{levels.join('; ')}</span>}
    </div>
  );
}
