import { useState } from 'react';
import { IconAlertTriangle } from '@tabler/icons-react';
import {
  Alert,
  api,
  Badge,
  Button,
  EmptyState,
  Group,
  notifyDone,
  notifyProblem,
  Page,
  ReasonDialog,
  Stack,
  Text,
  useApi,
  useMutation,
  useParam,
  useQueryClient,
  useTexts,
} from '@regiso/core/ui';
import { simulate } from '../../shared/year-plan-count';
import type { YearPlanView } from '../../shared/year-plans';
import { texts } from '../texts';
import { LineFields } from '../year-plan/LineFields';
import { LinesTable } from '../year-plan/LinesTable';
import { linesOf, newLine, payloadOf, placed, proposal, type Line } from '../year-plan/model';
import { planTexts } from '../year-plan/texts';

/** The groups of a kindergarten in the year to come, with what becomes of the children there are. */
export default function YearPlan() {
  const t = useTexts(planTexts);
  const titles = useTexts(texts);
  const id = useParam('id');
  const page = useApi<YearPlanView>(`/kindergarten/year-plans/${id}`);
  const { data } = page;
  return (
    <Page
      title={data?.organisation ?? titles('year-plan')}
      lead={data && t('lead', { year: data.schoolYear })}
      breadcrumbs={[{ title: titles('year-plans'), to: '/kindergarten/year-plans' }]}
      loading={page.isPending}
      error={page.data ? undefined : page.error}
      retry={() => void page.refetch()}
    >
      {data && <Plan key={`${data.state}/${data.submittedAt}/${data.decidedAt}`} plan={data} />}
    </Page>
  );
}

function Plan({ plan }: { plan: YearPlanView }) {
  const t = useTexts(planTexts);
  const [typed, setLines] = useState<Line[]>(() => linesOf(plan));
  const lines = placed(typed, plan.norms);
  const counted = simulate(lines, plan.growth);
  const change = (key: string) => (part: Partial<Line>) =>
    setLines((old) => old.map((line) => (line.key === key ? { ...line, ...part } : line)));
  const taken = new Set(lines.flatMap(({ growsFrom }) => growsFrom));
  const sum = (of: readonly number[]) => of.reduce((total, one) => total + one, 0);
  return (
    <Stack gap="md">
      <Group gap="sm">
        {plan.state !== 'none' && <Badge variant="light">{t(`state.${plan.state}`)}</Badge>}
        {plan.ground && <Text>{t('decided', { ground: plan.ground })}</Text>}
      </Group>
      {lines.length > 0 && (
        <Text fw={600} role="status">
          {t('total', {
            capacity: sum(lines.map(({ capacity }) => capacity)),
            growing: sum(counted.lines.map(({ growing }) => growing)),
            free: sum(counted.lines.map(({ free }) => free)),
          })}{' '}
          · {t('school', { count: counted.toSchool })}
        </Text>
      )}
      {counted.homeless > 0 && lines.length > 0 && (
        <Alert color="yellow" icon={<IconAlertTriangle size={20} aria-hidden />}>
          {t('homeless', { count: counted.homeless })}
        </Alert>
      )}
      {!plan.norms.verified && (
        <Text size="sm" c="dimmed">
          {t('unverified')}
        </Text>
      )}
      {lines.length === 0 && <EmptyState title={t('empty')} what={t(plan.mayEdit ? 'propose.what' : 'empty.what')} />}
      {plan.mayDecide && <Decide plan={plan} />}
      {!plan.mayEdit && lines.length > 0 && <LinesTable plan={plan} counted={counted.lines} />}
      {plan.mayEdit
        && lines.map((line, at) => (
          <LineFields
            key={line.key}
            line={line}
            counted={counted.lines[at]}
            plan={plan}
            taken={taken}
            change={change(line.key)}
            remove={() => setLines((old) => old.filter(({ key }) => key !== line.key))}
          />
        ))}
      {plan.mayEdit && <Edit plan={plan} lines={lines} setLines={setLines} />}
    </Stack>
  );
}

type EditProps = { plan: YearPlanView; lines: Line[]; setLines: (next: (old: Line[]) => Line[]) => void };

function Edit({ plan, lines, setLines }: EditProps) {
  const t = useTexts(planTexts);
  const queries = useQueryClient();
  const save = useMutation({
    mutationFn: (submit: boolean) =>
      api.put(`/kindergarten/year-plans/${plan.organisationId}`, { lines: payloadOf(lines), submit }),
    onError: notifyProblem,
    onSuccess: async (_, submit) => {
      notifyDone({ text: t(submit ? 'submit.done' : 'save.done') });
      await queries.invalidateQueries();
    },
  });
  return (
    <Group gap="sm">
      {lines.length === 0 && plan.present.length > 0 && (
        <Button onClick={() => setLines(() => proposal(plan))}>{t('propose')}</Button>
      )}
      <Button variant="default" onClick={() => setLines((old) => [...old, newLine()])}>
        {t('add')}
      </Button>
      {lines.length > 0 && (
        <>
          <Button variant="default" loading={save.isPending} onClick={() => save.mutate(false)}>
            {t('save')}
          </Button>
          <Button loading={save.isPending} onClick={() => save.mutate(true)}>
            {t('submit')}
          </Button>
        </>
      )}
    </Group>
  );
}

function Decide({ plan: { organisationId } }: { plan: YearPlanView }) {
  const t = useTexts(planTexts);
  const decide = (approve: boolean) => (
    <ReasonDialog
      label={t(approve ? 'approve' : 'return')}
      title={t(approve ? 'approve' : 'return')}
      what={t(approve ? 'approve.what' : 'return.what')}
      done={t(approve ? 'approve.done' : 'return.done')}
      reason={t('ground')}
      send={({ reason }) => api.post(`/kindergarten/year-plans/${organisationId}/decide`, { approve, ground: reason })}
    />
  );
  return (
    <Group gap="sm">
      {decide(true)}
      {decide(false)}
    </Group>
  );
}
