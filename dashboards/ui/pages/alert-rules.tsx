import { IconPlus } from '@tabler/icons-react';
import {
  Badge,
  Button,
  DataTable,
  EmptyState,
  Page,
  useApi,
  useLanguage,
  useNavigate,
  useTexts,
} from '@regiso/core/ui';
import type { Column } from '@regiso/core/ui';
import type { AlertRuleView } from '../../shared/alerts';
import { alertTexts } from '../alerts/alert-texts';
import { ruleTexts } from '../alerts/rule-texts';
import { conditionWords } from '../alerts/condition-words';
import { titleOf, useSpeech } from '../figures';
import { menuTexts } from '../menu-texts';

/** `/app/dashboards/alerts/rules`: the rules of the reader, or all of the region. */
export default function AlertRulesPage() {
  const t = useTexts(ruleTexts);
  const say = useTexts(alertTexts);
  const menu = useTexts(menuTexts);
  const speech = useSpeech();
  const navigate = useNavigate();
  const { language } = useLanguage();
  const list = useApi<AlertRuleView[]>('/dashboards/alerts/rules', { language });
  const wordsOf = ({ rule, indicator }: AlertRuleView) => conditionWords(rule, indicator, speech, say);
  const columns: Column<AlertRuleView>[] = [
    { key: 'title', title: t('rules.title'), value: ({ rule }) => rule.title, isName: true },
    {
      key: 'indicator',
      title: t('rules.indicator'),
      value: ({ indicator }) => (indicator ? titleOf(indicator, language) : ''),
    },
    { key: 'condition', title: t('rules.condition'), value: wordsOf },
    { key: 'open', title: t('rules.open'), value: ({ open: count }) => count, numeric: true },
    {
      key: 'state',
      title: t('rules.state'),
      value: ({ isActive }) => t(isActive ? 'rules.active' : 'rules.stopped'),
      cell: (rule) => <RuleState rule={rule} />,
    },
    { key: 'author', title: t('rules.author'), value: ({ author }) => author },
  ];
  const open = (id: string) => void navigate({ to: `/dashboards/alerts/rules/${id}` } as never);
  return (
    <Page
      title={menu('alert-rules')}
      lead={t('rules.lead')}
      breadcrumbs={[{ title: menu('alerts'), to: '/dashboards/alerts' }]}
      actions={
        <Button leftSection={<IconPlus size={20} aria-hidden />} onClick={() => open('new')}>
          {say('alerts.new-rule')}
        </Button>
      }
    >
      <DataTable
        caption={menu('alert-rules')}
        columns={columns}
        rows={list.data}
        rowKey={({ id }) => id}
        onOpen={({ id }) => open(id)}
        error={list.error}
        retry={() => void list.refetch()}
        empty={<EmptyState title={t('rules.empty')} what={t('rules.empty-what')} />}
      />
    </Page>
  );
}

function RuleState({ rule: { isActive, fault } }: { rule: AlertRuleView }) {
  const t = useTexts(ruleTexts);
  const words = !isActive ? t('rules.stopped') : fault ? t(`fault.${fault}`) : t('rules.active');
  return (
    <Badge variant="light" color={!isActive ? 'gray' : fault ? 'yellow' : 'green'} miw="max-content">
      {words}
    </Badge>
  );
}
