import { useState } from 'react';
import {
  Alert,
  api,
  Badge,
  Button,
  ConfirmButton,
  DataTable,
  ErrorState,
  Group,
  NativeSelect,
  Page,
} from '@regiso/core/ui';
import { notifyDone, notifyProblem, PageSkeleton, Stack, Text, useApi, useFormats, useMay } from '@regiso/core/ui';
import { Title, useMutation, useQueryClient, useTexts, useUrlState, type Column } from '@regiso/core/ui';
import { calendarsAddress, type Day, type Year } from '../calendar/model';
import { Months } from '../calendar/Months';
import { calendarTexts } from '../calendar/texts';
import { YearForm } from '../calendar/YearForm';

/** The production calendar by years: seen by whoever sees norms, kept by the operator. */
export default function CalendarPage() {
  const t = useTexts(calendarTexts);
  const years = useApi<Year[]>(calendarsAddress);
  const [{ year }, change] = useUrlState({ year: String(new Date().getFullYear()) });
  if (years.isPending) return <PageSkeleton />;
  if (years.error) return <ErrorState error={years.error} retry={() => void years.refetch()} />;
  return (
    <Page title={t('calendar')} lead={t('lead')}>
      <Stack gap="lg">
        <NativeSelect
          label={t('year')}
          maw={360}
          value={year}
          data={years.data.map((one) => ({
            value: String(one.year),
            label: `${one.year} — ${t(`origin.${one.origin}`, { version: one.version })}`,
          }))}
          onChange={({ currentTarget: { value } }) => change({ year: value })}
        />
        <OneYear key={year} year={year} />
      </Stack>
    </Page>
  );
}

function OneYear({ year }: { year: string }) {
  const t = useTexts(calendarTexts);
  const shown = useApi<Year>(`${calendarsAddress}/${year}`);
  const [draft, setDraft] = useState<Day[]>();
  const mayKeep = useMay('reference.manage');
  if (shown.isPending) return <PageSkeleton />;
  if (shown.error) return <ErrorState error={shown.error} retry={() => void shown.refetch()} />;
  const { data } = shown;
  const isKnown = data.origin === 'operator' || data.origin === 'shipped';
  return (
    <>
      {(data.origin === 'holidays' || data.origin === 'missing') && (
        <Alert color="yellow" title={t(`${data.origin}.title`)}>
          {t(`${data.origin}.what`)}
        </Alert>
      )}
      <Group gap="sm">
        {data.workingDays !== null && <Text fw={600}>{t('worked', { count: data.workingDays })}</Text>}
        {isKnown && (
          <Badge color={data.verified ? 'green' : 'yellow'} variant="light" miw="max-content">
            {t(data.verified ? 'verified' : 'unverified')}
          </Badge>
        )}
        {mayKeep && !draft && (
          <Button
            variant="default"
            onClick={() => setDraft(data.days.map(({ day, kind, title }) => ({ day, kind, title })))}
          >
            {t(isKnown ? 'change' : 'enter')}
          </Button>
        )}
        {mayKeep && !draft && data.origin === 'operator' && !data.verified && <Verify year={data} />}
      </Group>
      {data.act && <Text>{data.act}</Text>}
      {draft && <YearForm year={data} days={draft} setDays={setDraft} onDone={() => setDraft(undefined)} />}
      <Months year={data.year} days={draft ?? data.days} />
      {!draft && <Special year={data} />}
      <Versions year={data} />
    </>
  );
}

function Verify({ year: { year, version } }: { year: Year }) {
  const t = useTexts(calendarTexts);
  const queries = useQueryClient();
  const address = `${calendarsAddress}/${year}`;
  const verify = useMutation({
    mutationFn: () => api.post(`${address}/verify`, { version }),
    onError: notifyProblem,
    onSuccess: () => {
      notifyDone({ text: t('verify.done') });
      return queries.invalidateQueries({ queryKey: [address] });
    },
  });
  return (
    <ConfirmButton
      variant="default"
      loading={verify.isPending}
      question={t('verify.question')}
      consequence={t('verify.consequence')}
      confirm={t('verify.do')}
      onConfirm={() => verify.mutate()}
    >
      {t('verify.do')}
    </ConfirmButton>
  );
}

function Special({ year }: { year: Year }) {
  const t = useTexts(calendarTexts);
  const { day } = useFormats();
  const columns: Column<Year['days'][number]>[] = [
    { key: 'day', title: t('day'), value: (one) => one.day, cell: (one) => day(one.day), isName: true },
    { key: 'kind', title: t('kind'), value: ({ kind }) => t(`kind.${kind}`) },
    { key: 'title', title: t('name'), value: ({ title }) => title },
    { key: 'act', title: t('act'), value: ({ act }) => act ?? year.act ?? '' },
  ];
  return <DataTable caption={t('special')} columns={columns} rows={year.days} rowKey={(one) => one.day} />;
}

function Versions({ year: { versions } }: { year: Year }) {
  const t = useTexts(calendarTexts);
  const { instant } = useFormats();
  if (versions.length === 0) return null;
  return (
    <Stack gap="xs" component="section" aria-label={t('versions')}>
      <Title order={2} size="h3">
        {t('versions')}
      </Title>
      {versions.map(({ version, act, note, verified, createdAt }) => (
        <Text key={version}>
          {[
            t('version.said', { version, when: instant(createdAt) }),
            act,
            note,
            t(verified ? 'verified' : 'unverified'),
          ]
            .filter(Boolean)
            .join(' · ')}
        </Text>
      ))}
    </Stack>
  );
}
