import { useState } from 'react';
import { api, errorsByField, Form, notifyDone, Select, TextInput, useLanguage, useTexts } from '@regiso/core/ui';
import { useMutation, useNavigate, useQueryClient, type ProblemError } from '@regiso/core/ui';
import type { AlertChoice, AlertRuleView } from '../../shared/alerts';
import { titleOf } from '../figures';
import { ruleTexts } from './rule-texts';
import styles from './Alerts.module.css';
import { ConditionFields } from './ConditionFields';
import { draftOf, emptyRule, ruleFrom, withIndicator, withKind, type RuleDraft } from './rule-draft';
import { RulePreview } from './RulePreview';

type Props = {
  /** The rule that is changed; undefined for a new one. */
  known: AlertRuleView | undefined;
  choices: readonly AlertChoice[];
};

/** A rule to write, tried on history with every change of it. Nothing typed is lost when the server refuses it. */
export function RuleForm({ known, choices }: Props) {
  const t = useTexts(ruleTexts);
  const { language } = useLanguage();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [draft, setDraft] = useState<RuleDraft>(known ? draftOf(known.rule) : emptyRule);
  const set = (some: Partial<RuleDraft>) => setDraft((old) => ({ ...old, ...some }));
  const choice = choices.find(({ id }) => id === draft.indicator);
  const rule = ruleFrom(draft);
  const keep = useMutation({
    mutationFn: () => {
      const sent = { rule: rule ?? { ...draft, value: null } };
      return known
        ? api.put(`/dashboards/alerts/rules/${known.id}`, { version: known.version, ...sent })
        : api.post('/dashboards/alerts/rules', sent);
    },
    onSuccess: async () => {
      notifyDone({ text: t('rule.saved') });
      await queries.invalidateQueries();
      void navigate({ to: '/dashboards/alerts/rules' } as never);
    },
  });
  const errors = keep.error ? errorsByField(keep.error as ProblemError) : {};
  const choose = (id: string | null) => {
    const next = choices.find((one) => one.id === id);
    setDraft((old) => withKind(withIndicator(old, next), next?.grains.length ? old.kind : 'threshold', next));
  };
  return (
    <div className={styles.columns}>
      <Form
        label={t('rules.title')}
        send={t('rule.save')}
        busy={keep.isPending}
        error={keep.error}
        onSend={() => keep.mutate()}
        sticky
      >
        <TextInput
          label={t('rule.name')}
          description={t('rule.name-what')}
          required
          maxLength={120}
          value={draft.title}
          error={errors['rule.title']}
          onChange={({ currentTarget }) => set({ title: currentTarget.value })}
        />
        <Select
          label={t('rule.indicator')}
          required
          searchable
          data={choices.map((one) => ({ value: one.id, label: titleOf(one, language) }))}
          value={draft.indicator || null}
          error={errors['rule.indicator']}
          onChange={choose}
        />
        {choice && <ConditionFields {...{ draft, set, setDraft, choice, errors }} />}
      </Form>
      <RulePreview rule={rule} choice={choice} kind={draft.kind} />
    </div>
  );
}
