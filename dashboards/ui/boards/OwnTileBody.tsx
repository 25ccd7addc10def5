import { ActionIcon, Link, Skeleton, useTexts } from '@regiso/core/ui';
import { IconTable } from '@tabler/icons-react';
import type { Freshness } from '../../shared';
import type { Explorer, OwnTile } from '../../shared/boards';
import { searchOfPivot } from '../../shared/pivot';
import { pivotTexts } from '../pivot/pivot-texts';
import { PivotTile } from '../pivot/PivotTile';
import styles from './Boards.module.css';
import { Closed } from './Closed';
import { DeclaredTile } from './DeclaredTile';

type Props = { tile: OwnTile; explorer: Explorer | undefined; fresh: Freshness | undefined };

/** A tile of an own board with the figures of whoever looks; says so where there are none for them. */
export function OwnTileBody({ tile, explorer, fresh }: Props) {
  const t = useTexts(pivotTexts);
  if (tile.kind === 'declared') return <DeclaredTile tile={tile} fresh={fresh} />;
  if (!explorer) return <Skeleton className={styles.closed ?? ''} h={320} />;
  const { id, title, width, pivot } = tile;
  const indicator = explorer.indicators.find((one) => one.id === pivot.indicator);
  if (!indicator) return <Closed title={title} why={t('pivot.closed')} what={t('pivot.closed-what')} />;
  const divisions = [pivot.rows, ...(pivot.columns ? [pivot.columns] : []), ...Object.keys(pivot.filters)];
  if (!divisions.every((name) => indicator.by.includes(name)))
    return <Closed title={title} why={t('pivot.undivided')} what={t('pivot.undivided-what')} />;
  const words = t('pivot.open', { title });
  const open = (
    <ActionIcon
      variant="subtle"
      component={Link}
      {...({ to: '/dashboards/explorer', search: searchOfPivot(pivot) } as unknown as { to: '/' })}
      aria-label={words}
      title={words}
    >
      <IconTable size={18} />
    </ActionIcon>
  );
  return <PivotTile {...{ id, title, width, pivot, indicator, fresh }} isDemo={explorer.isDemo} tools={open} />;
}
