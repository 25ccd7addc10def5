import { Button, EmptyState, loadUsualCharts, Page, useLanguage, useMay, useTexts, useUrlState } from '@regiso/core/ui';
import type { Explorable, Explorer, Pivot } from '../../shared/boards';
import { drawsOf, noSearch, pivotFrom, searchOfPivot } from '../../shared/pivot';
import { useFreshness } from '../board/answers';
import { FreshnessLine, stateOf } from '../board/FreshnessLine';
import { useMoment } from '../board/use-moment';
import { ExportAll } from '../exports/ExportAll';
import { titleOf } from '../figures';
import { menuTexts } from '../menu-texts';
import { PivotFilters, PivotForm } from '../pivot/PivotForm';
import { pivotTexts } from '../pivot/pivot-texts';
import { PivotTile } from '../pivot/PivotTile';
import { SaveTile } from '../pivot/SaveTile';
import { useExplorer } from '../pivot/use-explorer';
import { texts } from '../texts';

void loadUsualCharts().catch(() => undefined);

/** `/app/dashboards/explorer`: an indicator by one or two of its divisions, all of it in the address. */
export default function ExplorerPage() {
  const t = useTexts(pivotTexts);
  const menu = useTexts(menuTexts);
  useTexts(texts);
  const { data, error, refetch } = useExplorer();
  const known = data?.indicators.length ? data : undefined;
  if (known) return <Open explorer={known} />;
  return (
    <Page
      title={menu('explorer')}
      lead={t('pivot.lead')}
      loading={!data && !error}
      error={error}
      retry={() => void refetch()}
    >
      {data && <EmptyState title={t('pivot.empty')} what={t('pivot.empty-what')} />}
    </Page>
  );
}

function Open({ explorer: { indicators, isDemo } }: { explorer: Explorer }) {
  const t = useTexts(pivotTexts);
  const menu = useTexts(menuTexts);
  const mayCompose = useMay('dashboards.compose');
  const [search, change] = useUrlState(noSearch);
  const fresh = useFreshness();
  const moment = useMoment(fresh.data);
  const asked = indicators.find(({ id }) => id === search.indicator);
  const indicator = asked ?? (search.indicator ? undefined : firstOf(indicators));
  const pivot = indicator && pivotFrom(search, indicator);
  const title = useTitle(indicator, pivot);
  const set = (next: Pivot) => change(searchOfPivot(next), { push: true });
  const turn = (id: string) => {
    const next = indicators.find((one) => one.id === id);
    const kept = next && pivotFrom({ ...search, ...(pivot && searchOfPivot(pivot)), indicator: id }, next);
    if (kept) set(kept);
  };
  return (
    <Page
      title={menu('explorer')}
      lead={t('pivot.lead')}
      actions={
        pivot
        && indicator && (
          <>
            <ExportPivot pivot={pivot} indicator={indicator} />
            {mayCompose && <SaveTile pivot={pivot} title={title} />}
          </>
        )
      }
    >
      <FreshnessLine state={stateOf(fresh.data, fresh.isError)} moment={fresh.data?.at ? moment(fresh.data) : ''} />
      {!pivot || !indicator ? (
        <EmptyState title={t('pivot.closed')} what={t('pivot.closed-address')}>
          <Button variant="default" onClick={() => change(noSearch)}>
            {t('pivot.begin')}
          </Button>
        </EmptyState>
      ) : (
        <>
          <PivotForm
            {...{ indicators, indicator, pivot }}
            onIndicator={turn}
            onChange={(some) => set(drawable({ ...pivot, ...some }))}
          />
          <PivotFilters {...{ indicator, pivot }} onChange={(some) => set({ ...pivot, ...some })} />
          <PivotTile id="pivot" width={4} {...{ title, pivot, indicator, isDemo }} fresh={fresh.data} />
        </>
      )}
    </Page>
  );
}

function ExportPivot({ pivot: { rows, columns, filters }, indicator }: { pivot: Pivot; indicator: Explorable }) {
  const { language } = useLanguage();
  const titled = (name: string) => indicator.dimensions[name] ?? name;
  return (
    <ExportAll
      key={`${indicator.id} ${rows} ${columns}`}
      indicators={[{ id: indicator.id, title: titleOf(indicator, language), by: indicator.by }]}
      dimensionTitle={titled}
      by={columns ? [rows, columns] : [rows]}
      filters={filters}
      filterWords={Object.keys(filters).map(titled).join(', ')}
    />
  );
}

const drawable = (pivot: Pivot): Pivot => (drawsOf(pivot).includes(pivot.draw) ? pivot : { ...pivot, draw: 'table' });

/** What the page opens with: an indicator that is divided by places, by title. */
const firstOf = (indicators: readonly Explorable[]) =>
  indicators.find(({ by }) => by.includes('municipality')) ?? indicators[0];

function useTitle(indicator: Explorable | undefined, pivot: Pivot | undefined): string {
  const t = useTexts(pivotTexts);
  const { language } = useLanguage();
  if (!indicator || !pivot) return '';
  const words = (name: string) => (indicator.dimensions[name] ?? name).toLowerCase();
  const parts = { indicator: titleOf(indicator, language), rows: words(pivot.rows) };
  return pivot.columns
    ? t('pivot.title-crossed', { ...parts, columns: words(pivot.columns) })
    : t('pivot.title', parts);
}
