import { lazy, Suspense } from 'react';
import { Button, EmptyState, NativeSelect, Page, useApi, useScheme, useTexts, useUrlState } from '@regiso/core/ui';
import { IconDeviceTv } from '@tabler/icons-react';
import type { Overview, OverviewTile } from '../../shared';
import { FreshnessLine, stateOf } from '../board/FreshnessLine';
import { useMoment } from '../board/use-moment';
import { menuTexts } from '../menu-texts';
import { LagCard, OverviewCard, usePlaceName, type Place } from '../overview/OverviewCard';
import { overviewTexts } from '../overview/overview-texts';
import styles from '../overview/Overview.module.css';
import { Places } from '../overview/Places';
import { useOverview } from '../overview/use-overview';

const Wall = lazy(() => import('../overview/Wall'));

/** `/app/dashboards/overview`: the main figures of all subsystems; `?kiosk` shows them on a wall, `?kiosk=20` by 20 s. */
export default function OverviewPage() {
  const t = useTexts(overviewTexts);
  const menu = useTexts(menuTexts);
  const [{ municipality, figure, kiosk }, change] = useUrlState({ municipality: '', figure: '', kiosk: 'off' });
  const { data, error, refetch, fresh } = useOverview(municipality);
  const { data: places = [] } = useApi<Place[]>('/territory/municipalities');
  const moment = useMoment(fresh.data);
  const state = stateOf(fresh.data, fresh.isError);
  const tiles = data?.groups.flatMap((group) => group.tiles) ?? [];
  const placed = tiles.filter((tile) => tile.places.length > 1);
  const shown = placed.find(({ id }) => id === figure) ?? placed.find(isRatio) ?? placed[0];
  if (kiosk !== 'off' && data)
    return (
      <Suspense>
        <Wall
          overview={data}
          places={places}
          state={state}
          at={fresh.data?.at ? moment(fresh.data) : ''}
          seconds={Number(kiosk) >= 5 ? Number(kiosk) : 15}
          onLeave={() => change({ kiosk: 'off' })}
        />
      </Suspense>
    );
  return (
    <Page
      title={menu('overview')}
      lead={t('overview.lead')}
      loading={!data && !error}
      error={data ? undefined : error}
      retry={() => void refetch()}
      actions={
        <Button
          variant="default"
          leftSection={<IconDeviceTv size={20} />}
          onClick={() => change({ kiosk: '15' }, { push: true })}
        >
          {t('wall')}
        </Button>
      }
    >
      <FreshnessLine state={state} moment={fresh.data?.at ? moment(fresh.data) : ''} />
      {data && tiles.length === 0 && <EmptyState title={t('overview.empty')} what={t('overview.empty-what')} />}
      {data && tiles.length > 0 && (
        <>
          <PlaceChoice places={places} chosen={municipality} onChoose={(id) => change({ municipality: id })} />
          {data.groups.map((group) => (
            <Group
              key={group.id}
              group={group}
              moment={moment}
              shown={shown?.id}
              onShow={(id) => change({ figure: id })}
            />
          ))}
          <section className={styles.group} aria-labelledby="overview-system">
            <h2 id="overview-system">{t('overview.system')}</h2>
            <div className={styles.cards}>
              <LagCard fresh={fresh.data} />
            </div>
          </section>
          {shown && (
            <ShownPlaces
              {...{ tiles: placed, shown, places, chosen: municipality }}
              onShow={(id) => change({ figure: id })}
              onChoose={(id) => change({ municipality: id }, { push: true })}
            />
          )}
        </>
      )}
    </Page>
  );
}

const isRatio = ({ indicator }: OverviewTile) => indicator.unit !== 'count';

function ShownPlaces(props: Omit<Parameters<typeof Places>[0], 'scheme'>) {
  return <Places {...props} scheme={useScheme()} />;
}

type ChoiceProps = { places: readonly Place[]; chosen: string; onChoose: (municipality: string) => void };

function PlaceChoice({ places, chosen, onChoose }: ChoiceProps) {
  const t = useTexts(overviewTexts);
  const nameOf = usePlaceName();
  return (
    <NativeSelect
      className={styles.choice ?? ''}
      label={t('overview.place')}
      value={chosen}
      data={[
        { value: '', label: t('overview.whole') },
        ...places.map((place) => ({ value: place.id, label: nameOf(place) })),
      ]}
      onChange={({ currentTarget }) => onChoose(currentTarget.value)}
    />
  );
}

type GroupProps = {
  group: Overview['groups'][number];
  moment: (asOf: OverviewTile['asOf']) => string;
  shown: string | undefined;
  onShow: (id: string) => void;
};

const Group = ({ group: { id, title, tiles }, moment, shown, onShow }: GroupProps) => (
  <section className={styles.group} aria-labelledby={`overview-group-${id}`}>
    <h2 id={`overview-group-${id}`}>{title}</h2>
    <div className={styles.cards}>
      {tiles.map((tile) => (
        <OverviewCard
          key={tile.id}
          tile={tile}
          moment={moment}
          isOnMap={tile.id === shown}
          showOnMap={() => onShow(tile.id)}
        />
      ))}
    </div>
  </section>
);
