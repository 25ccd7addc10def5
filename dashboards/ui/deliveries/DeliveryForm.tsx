import { useState } from 'react';
import {
  api,
  Checkbox,
  errorsByField,
  Form,
  Group,
  NativeSelect,
  notifyDone,
  Text,
  TextInput,
  useLanguage,
  useMe,
  useMutation,
  useQueryClient,
  useTexts,
  useToday,
  type ProblemError,
} from '@regiso/core/ui';
import type { DeliveryFormat, DeliveryPerson, DeliveryPlan, DeliveryView } from '../../shared/deliveries';
import { deliveryTexts } from './delivery-texts';
import { People } from './People';

const formats = ['pdf', 'xlsx'] as const;

/** The same day of the next year; the server takes no later one. */
const yearAfter = (today: string) => `${Number(today.slice(0, 4)) + 1}${today.slice(4)}`.replace('-02-29', '-02-28');

type NewProps = { dashboard: string; search: Record<string, string>; choiceWords: string; onDone: () => void };

/** When, how and to whom a board is mailed that nobody has mailed yet. */
export function NewDeliveryForm({ dashboard, search, choiceWords, onDone }: NewProps) {
  const t = useTexts(deliveryTexts);
  const { language } = useLanguage();
  const { id, name } = useMe();
  const endsOn = yearAfter(useToday());
  const self = id ? [{ id, name: name ?? '', post: null, hasMail: true }] : [];
  return (
    <>
      <Text mb="xs">{t('send.lead')}</Text>
      {choiceWords && <Text mb="md">{t('send.filters', { words: choiceWords })}</Text>}
      <PlanForm
        dashboard={dashboard}
        people={self}
        plan={{ every: 'weekly', day: 1, hour: 9, formats: ['pdf'], recipients: self.map((one) => one.id), endsOn }}
        send={(plan) => api.post('/dashboards/deliveries', { dashboard, search, language, plan })}
        done={t('send.saved')}
        onDone={onDone}
      />
    </>
  );
}

type ChangeProps = { delivery: DeliveryView; isRenewed?: boolean; onDone: () => void };

/** Another plan for a delivery there is; with a year more when it is prolonged. */
export function ChangeDeliveryForm({ delivery, isRenewed = false, onDone }: ChangeProps) {
  const t = useTexts(deliveryTexts);
  const nextYear = yearAfter(useToday());
  // Whoever opened the dialogue answers to the plan that stood then.
  const [{ id, version, dashboard, people, plan }] = useState(delivery);
  return (
    <PlanForm
      dashboard={dashboard}
      people={people}
      plan={isRenewed ? { ...plan, endsOn: nextYear } : plan}
      send={(changed) => api.put(`/dashboards/deliveries/${id}`, { version, plan: changed })}
      done={t('send.changed')}
      onDone={onDone}
    />
  );
}

type PlanProps = {
  dashboard: string;
  people: readonly DeliveryPerson[];
  plan: DeliveryPlan;
  send: (plan: DeliveryPlan) => Promise<unknown>;
  done: string;
  onDone: () => void;
};

function PlanForm({ dashboard, people, plan, send, done, onDone }: PlanProps) {
  const t = useTexts(deliveryTexts);
  const queries = useQueryClient();
  const [draft, setDraft] = useState(plan);
  const set = (some: Partial<DeliveryPlan>) => setDraft((old) => ({ ...old, ...some }));
  const keep = useMutation({
    mutationFn: () => send(draft),
    onSuccess: async () => {
      notifyDone({ text: done });
      onDone();
      await queries.invalidateQueries({ queryKey: ['/dashboards/deliveries'] });
    },
  });
  const errors = keep.error ? errorsByField(keep.error as ProblemError) : {};
  return (
    <Form label={t('send.save')} send={t('send.save')} busy={keep.isPending} error={keep.error} onSend={keep.mutate}>
      <When draft={draft} set={set} error={errors['plan.day']} />
      <Checkbox.Group
        label={t('send.format')}
        value={draft.formats}
        error={errors['plan.formats']}
        onChange={(values) => set({ formats: values as DeliveryFormat[] })}
      >
        <Group mt="xs">
          {formats.map((format) => (
            <Checkbox key={format} value={format} label={format.toUpperCase()} />
          ))}
        </Group>
      </Checkbox.Group>
      <People
        dashboard={dashboard}
        known={people}
        chosen={draft.recipients}
        onChange={(recipients) => set({ recipients })}
        error={errors['plan.recipients']}
      />
      <TextInput
        type="date"
        label={t('send.until')}
        description={t('send.until-what')}
        required
        value={draft.endsOn}
        error={errors['plan.endsOn']}
        onChange={({ currentTarget }) => set({ endsOn: currentTarget.value })}
      />
    </Form>
  );
}

type WhenProps = { draft: DeliveryPlan; set: (some: Partial<DeliveryPlan>) => void; error: string | undefined };

const hours = Array.from({ length: 24 }, (_, hour) => ({ value: `${hour}`, label: `${hour}:00` }));
const monthDays = Array.from({ length: 31 }, (_, at) => `${at + 1}`);

function When({ draft: { every, day, hour }, set, error }: WhenProps) {
  const t = useTexts(deliveryTexts);
  const weekDays = ([1, 2, 3, 4, 5, 6, 7] as const).map((at) => ({ value: `${at}`, label: t(`day.${at}`) }));
  return (
    <>
      <NativeSelect
        label={t('send.every')}
        data={(['daily', 'weekly', 'monthly'] as const).map((value) => ({ value, label: t(`every.${value}`) }))}
        value={every}
        onChange={({ currentTarget }) => {
          const next = currentTarget.value as DeliveryPlan['every'];
          set({ every: next, day: next === 'daily' ? null : 1 });
        }}
      />
      {every !== 'daily' && (
        <NativeSelect
          label={t(every === 'weekly' ? 'send.weekday' : 'send.monthday')}
          {...(every === 'monthly' && { description: t('send.monthday-what') })}
          data={every === 'weekly' ? weekDays : monthDays}
          value={`${day ?? 1}`}
          error={error}
          onChange={({ currentTarget }) => set({ day: Number(currentTarget.value) })}
        />
      )}
      <NativeSelect
        label={t('send.hour')}
        data={hours}
        value={`${hour}`}
        onChange={({ currentTarget }) => set({ hour: Number(currentTarget.value) })}
      />
    </>
  );
}
