import { Alert, api, Button, EmptyState, notifyDone, notifyProblem, Page, Stack, Text } from '@regiso/core/ui';
import { useApi, useLanguage, useParam } from '@regiso/core/ui';
import { useMutation, useQueryClient, useTexts } from '@regiso/core/ui';
import type { AlertChoice, AlertRuleView } from '../../shared/alerts';
import { alertTexts } from '../alerts/alert-texts';
import { ruleTexts } from '../alerts/rule-texts';
import { conditionWords } from '../alerts/condition-words';
import { RuleForm } from '../alerts/RuleForm';
import { RulePreview } from '../alerts/RulePreview';
import { useSpeech } from '../figures';
import { menuTexts } from '../menu-texts';

/** `/app/dashboards/alerts/rules/$id`: one rule to write and to try on history; `new` begins one. */
export default function AlertRulePage() {
  const id = useParam('id');
  const isNew = id === 'new';
  const t = useTexts(ruleTexts);
  const say = useTexts(alertTexts);
  const menu = useTexts(menuTexts);
  const { language } = useLanguage();
  const choices = useApi<AlertChoice[]>('/dashboards/alerts/choices', { language });
  const rules = useApi<AlertRuleView[]>('/dashboards/alerts/rules', { language });
  const known = rules.data?.find((one) => one.id === id);
  const isReady = choices.data && (isNew || known);
  const error = choices.error ?? (isNew ? null : rules.error);
  return (
    <Page
      title={known?.rule.title ?? say('alerts.new-rule')}
      breadcrumbs={[
        { title: menu('alerts'), to: '/dashboards/alerts' },
        { title: say('alerts.rules'), to: '/dashboards/alerts/rules' },
      ]}
      loading={!isReady && !error && !rules.data}
      error={error}
      retry={() => void Promise.all([choices.refetch(), rules.refetch()])}
      actions={known && <Turn rule={known} />}
    >
      {rules.data && !isNew && !known && <EmptyState title={t('rule.none')} />}
      {known?.isMine && <Alert mb="md">{t('rule.anew')}</Alert>}
      {isReady && known?.isMine !== false && (
        <RuleForm key={known?.version ?? 0} known={known} choices={choices.data} />
      )}
      {isReady && known?.isMine === false && <ForeignRule rule={known} choices={choices.data} />}
    </Page>
  );
}

/** Somebody else's rule: what it watches, and what it would have done by the reader's right. */
function ForeignRule({ rule: { rule, author, indicator }, choices }: { rule: AlertRuleView; choices: AlertChoice[] }) {
  const t = useTexts(ruleTexts);
  const say = useTexts(alertTexts);
  const speech = useSpeech();
  return (
    <Stack>
      <Alert>{t('rule.foreign', { author })}</Alert>
      <Text>{say('alert.condition', { condition: conditionWords(rule, indicator, speech, say) })}</Text>
      <RulePreview rule={rule} choice={choices.find(({ id }) => id === rule.indicator)} kind={rule.kind} />
    </Stack>
  );
}

/** Stops a rule of anybody; only its author lets it go on. */
function Turn({ rule: { id, version, isActive, isMine } }: { rule: AlertRuleView }) {
  const t = useTexts(ruleTexts);
  const queries = useQueryClient();
  const turn = useMutation({
    mutationFn: () => api.put(`/dashboards/alerts/rules/${id}/active`, { version, isActive: !isActive }),
    onError: notifyProblem,
    onSuccess: () => {
      notifyDone({ text: t(isActive ? 'rule.was-stopped' : 'rule.was-resumed') });
      return queries.invalidateQueries();
    },
  });
  if (!isActive && !isMine) return null;
  return (
    <Button variant="default" loading={turn.isPending} onClick={() => turn.mutate()}>
      {t(isActive ? 'rule.stop' : 'rule.resume')}
    </Button>
  );
}
