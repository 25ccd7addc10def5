import type { Dispatch, SetStateAction } from 'react';
import { NativeSelect, Radio, Switch, TextInput, useTexts, type FormErrors } from '@regiso/core/ui';
import type { AlertChoice, AlertComparison, AlertKind } from '../../shared/alerts';
import { alertKinds, comparisonsOf } from '../../shared/comparisons';
import { unitOf, useSpeech } from '../figures';
import { ruleTexts } from './rule-texts';
import styles from './Alerts.module.css';
import { withKind, type RuleDraft } from './rule-draft';

type Props = {
  draft: RuleDraft;
  set: (some: Partial<RuleDraft>) => void;
  setDraft: Dispatch<SetStateAction<RuleDraft>>;
  choice: AlertChoice;
  errors: FormErrors;
};

/** Where a rule looks, in which steps of time, and for what. */
export function ConditionFields({ draft, set, setDraft, choice, errors }: Props) {
  const t = useTexts(ruleTexts);
  const { kind, comparison } = draft;
  const hasTime = choice.grains.length > 0;
  const named = (list: readonly { name: string; title: string }[]) =>
    list.map(({ name, title }) => ({ value: name, label: title }));
  const toGrain = (grain: string) =>
    setDraft((old) =>
      grain ? { ...old, grain } : withKind({ ...old, grain, takesRunning: false }, 'threshold', choice),
    );
  return (
    <>
      <div className={styles.pair}>
        <NativeSelect
          label={t('rule.over')}
          value={draft.over}
          error={errors['rule.over']}
          data={[{ value: '', label: t('rule.over.none') }, ...named(choice.overs)]}
          onChange={({ currentTarget }) => set({ over: currentTarget.value })}
        />
        <NativeSelect
          label={t('rule.grain')}
          value={draft.grain}
          error={errors['rule.grain']}
          data={[...named(choice.grains), { value: '', label: t('rule.grain.none') }]}
          onChange={({ currentTarget }) => toGrain(currentTarget.value)}
        />
      </div>
      <Radio.Group
        label={t('rule.kind')}
        description={t(`kind.${kind}.what`)}
        value={kind}
        onChange={(value) => setDraft((old) => withKind(old, value as AlertKind, choice))}
      >
        <div className={styles.kinds}>
          {alertKinds.map((one) => (
            <Radio
              key={one}
              value={one}
              label={t(`kind.${one}`)}
              disabled={one !== 'threshold' && !(hasTime && draft.grain)}
            />
          ))}
        </div>
      </Radio.Group>
      <div className={styles.pair}>
        {kind !== 'absence' && (
          <NativeSelect
            label={t('rule.comparison')}
            value={comparison}
            error={errors['rule.comparison']}
            data={comparisonsOf[kind].map((value) => ({ value, label: t(`compare.${value}`) }))}
            onChange={({ currentTarget }) => set({ comparison: currentTarget.value as AlertComparison })}
          />
        )}
        <ValueField {...{ draft, set, choice, errors }} />
      </div>
      {draft.grain && (
        <Switch
          label={t('rule.running')}
          description={t('rule.running-what')}
          checked={draft.takesRunning}
          onChange={({ currentTarget }) => set({ takesRunning: currentTarget.checked })}
        />
      )}
    </>
  );
}

function ValueField({ draft: { kind, comparison, value }, set, choice, errors }: Omit<Props, 'setDraft'>) {
  const t = useTexts(ruleTexts);
  const speech = useSpeech();
  const own =
    choice.unit === 'percent' && kind === 'change' ? t('rule.points') : unitOf(5, { ...choice, decimals: 0 }, speech);
  const unit = comparison.endsWith('percent') ? '' : own;
  return (
    <TextInput
      label={kind === 'absence' ? t('rule.periods') : unit ? t('rule.value-in', { unit }) : t('rule.value')}
      required
      inputMode="decimal"
      maxLength={20}
      value={value}
      error={errors['rule.value']}
      onChange={({ currentTarget }) => set({ value: currentTarget.value })}
    />
  );
}
