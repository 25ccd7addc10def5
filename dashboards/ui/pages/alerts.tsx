import { IconBellCheck } from '@tabler/icons-react';
import { Button, Checkbox, EmptyState, ErrorState, Link, NativeSelect, Page, PageSkeleton } from '@regiso/core/ui';
import { useApi, useKeyset, useLanguage, useMay, useTexts, useUrlState } from '@regiso/core/ui';
import type { AlertList, AlertView } from '../../shared/alerts';
import { AlertLine } from '../alerts/AlertLine';
import { alertTexts } from '../alerts/alert-texts';
import lists from '../Entries.module.css';
import styles from '../alerts/Alerts.module.css';
import { menuTexts } from '../menu-texts';

const states = ['raised', 'assigned', 'explained', 'closed'] as const;
const address = '/dashboards/alerts';

/** `/app/dashboards/alerts`: what rules have raised in the places open to the reader, the newest first. */
export default function AlertsPage() {
  const t = useTexts(alertTexts);
  const menu = useTexts(menuTexts);
  const { language } = useLanguage();
  const mayLead = useMay('dashboards.alert');
  const [asked, change] = useUrlState<{ state: string; mine: boolean }>({ state: 'open', mine: false });
  const query = { ...asked, language };
  const list = useKeyset<AlertView>(address, query);
  const { rows, error, retry, more } = list;
  const { data: first } = useApi<AlertList>(address, query);
  return (
    <Page title={menu('alerts')} lead={t('alerts.lead')} actions={mayLead && <RuleLinks />}>
      <search className={styles.bar}>
        <StateChoice value={asked.state} list={first} onChange={(state) => change({ state })} />
        <Checkbox
          label={t('alerts.mine')}
          checked={asked.mine}
          onChange={({ currentTarget }) => change({ mine: currentTarget.checked })}
        />
      </search>
      <Pace list={first} />
      {error && !rows ? <ErrorState error={error} retry={retry} /> : null}
      {!error && !rows && <PageSkeleton />}
      {rows?.length === 0 && (
        <EmptyState icon={IconBellCheck} title={t('alerts.empty')} what={t('alerts.empty-what')} />
      )}
      <ul className={lists.entries}>
        {rows?.map((alert) => (
          <AlertLine key={alert.id} alert={alert} />
        ))}
      </ul>
      {more && (
        <Button className={styles.more ?? ''} variant="default" loading={more.loading} onClick={more.load}>
          {t('alerts.more')}
        </Button>
      )}
    </Page>
  );
}

function RuleLinks() {
  const t = useTexts(alertTexts);
  return (
    <>
      <Button variant="default" component={Link} to={'/dashboards/alerts/rules' as '/'}>
        {t('alerts.rules')}
      </Button>
      <Button component={Link} to={'/dashboards/alerts/rules/new' as '/'}>
        {t('alerts.new-rule')}
      </Button>
    </>
  );
}

type ChoiceProps = { value: string; list: AlertList | undefined; onChange: (state: string) => void };

/** The states with how many alerts stand in each. */
function StateChoice({ value, list, onChange }: ChoiceProps) {
  const t = useTexts(alertTexts);
  const sum = (of: readonly (typeof states)[number][]) =>
    of.reduce((all, state) => all + (list?.counts[state] ?? 0), 0);
  const option = (state: 'open' | 'all' | (typeof states)[number]) => {
    const name = state === 'open' || state === 'all' ? t(`state.${state}`) : t(`states.${state}`);
    const count = sum(state === 'all' ? states : state === 'open' ? ['raised', 'assigned', 'explained'] : [state]);
    return { value: state, label: list ? t('states.count', { state: name, count }) : name };
  };
  return (
    <NativeSelect
      label={t('alerts.show')}
      value={value}
      data={(['open', ...states, 'all'] as const).map(option)}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}

/** How the last ninety days went. */
function Pace({ list }: { list: AlertList | undefined }) {
  const t = useTexts(alertTexts);
  if (!list?.closed.count) return null;
  const { count, days } = list.closed;
  // A part of a day is told as one.
  const usual = t('alerts.usual', { count: Math.max(Math.ceil(days ?? 0), 1) });
  return (
    <p className={styles.pace}>
      {t('alerts.pace', { count })}, {usual}
    </p>
  );
}
