import {
  api,
  errorsByField,
  Form,
  notifyDone,
  NumberInput,
  SimpleGrid,
  Text,
  Textarea,
  TextInput,
} from '@regiso/core/ui';
import { useForm, useMutation, useQueryClient, useTexts, type ProblemError } from '@regiso/core/ui';
import type { Incident } from '../model';
import { texts } from '../texts';
import { CountSeen } from './CountSeen';

type Values = {
  title: string;
  discoveredAt: string;
  cause: string;
  harm: string;
  measures: string;
  findings: string;
  culprits: string;
  contact: string;
  categories: string;
  subjects: number | string;
  records: number | string;
};
const longTexts = ['cause', 'harm', 'measures', 'findings', 'culprits'] as const;

type Props = { incident: Incident | undefined; onSaved: (incident: Incident) => void };

/** What is known of an incident; more is written down as it becomes known. */
export function IncidentForm({ incident, onSaved }: Props) {
  const t = useTexts(texts);
  const queries = useQueryClient();
  const form = useForm<Values>(valuesOf(incident));
  const save = useMutation({
    mutationFn: () => {
      const body = bodyOf(form.values, incident);
      return incident
        ? api.put<Incident>(`/privacy/incidents/${incident.id}`, { version: incident.version, incident: body })
        : api.post<Incident>('/privacy/incidents', body);
    },
    onError: (problem: ProblemError) => form.setErrors(errorsByField(problem)),
    onSuccess: async (saved) => {
      notifyDone({ text: t('incident.saved') });
      await queries.invalidateQueries({ queryKey: ['/privacy/incidents'] });
      onSaved(saved);
    },
  });
  return (
    <Form label={t('incident')} busy={save.isPending} error={save.error} onSend={() => save.mutate()}>
      {!incident && <Text>{t('incident.what')}</Text>}
      <TextInput label={t('incident')} required {...form.field('title')} />
      {!incident && (
        <TextInput type="datetime-local" label={t('discovered')} required {...form.field('discoveredAt')} />
      )}
      <TextInput label={t('categories')} {...form.field('categories')} />
      <CountSeen
        onCounted={({ subjects, records }) => {
          form.set('subjects', subjects);
          form.set('records', records);
        }}
      />
      <SimpleGrid cols={2}>
        <NumberInput label={t('subjects')} min={0} {...form.field('subjects')} />
        <NumberInput label={t('records')} min={0} {...form.field('records')} />
      </SimpleGrid>
      {longTexts.map((name) => (
        <Textarea key={name} label={t(name)} autosize minRows={2} maxLength={4000} {...form.field(name)} />
      ))}
      <TextInput label={t('contact')} {...form.field('contact')} />
    </Form>
  );
}

function valuesOf(incident?: Incident): Values {
  const {
    title = '',
    cause = '',
    harm = '',
    measures = '',
    findings = '',
    culprits = '',
    contact = '',
  } = incident ?? {};
  return {
    title,
    cause,
    harm,
    measures,
    findings,
    culprits,
    contact,
    discoveredAt: '',
    categories: incident?.categories.join(', ') ?? '',
    subjects: incident?.subjects ?? '',
    records: incident?.records ?? '',
  };
}

const countOf = (value: number | string) => (value === '' ? null : Number(value));

const bodyOf = ({ categories, subjects, records, discoveredAt, ...rest }: Values, incident?: Incident) => ({
  ...rest,
  discoveredAt: incident?.discoveredAt ?? (discoveredAt ? new Date(discoveredAt).toISOString() : ''),
  categories: categories
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean),
  subjects: countOf(subjects),
  records: countOf(records),
});
