import { useState } from 'react';
import {
  Button,
  DialogButton,
  EmptyState,
  Form,
  Group,
  Link,
  List,
  Page,
  ReasonDialog,
  Stack,
  Text,
  Title,
} from '@regiso/core/ui';
import { api, errorsByField, notifyDone, type ProblemError } from '@regiso/core/ui';
import {
  useApi,
  useForm,
  useFormats,
  useMay,
  useMutation,
  useParam,
  useQueryClient,
  useRegion,
  useTexts,
} from '@regiso/core/ui';
import { useNames } from '../../../access/ui/names';
import { agreementBody, useUsualAgreement } from '../agreement-form';
import { AgreementCard } from '../AgreementCard';
import { Administrators } from '../Administrators';
import { AgreementFields } from '../AgreementFields';
import { Confirmations } from '../Confirmations';
import { todayIn, type Participant } from '../model';
import { Notices } from '../Notices';
import { StatusBadge } from '../StatusBadge';
import { texts } from '../texts';

export default function ParticipantPage() {
  const t = useTexts(texts);
  const id = useParam('id');
  const card = useApi<Participant>(`/agreements/participants/${id}`);
  const participant = card.data;
  return (
    <Page
      title={participant?.name ?? t('participants')}
      lead={participant && <About participant={participant} />}
      breadcrumbs={[{ title: t('participants'), to: '/agreements/participants' }]}
      loading={card.isPending}
      error={card.error}
      retry={() => void card.refetch()}
      actions={participant && <Actions participant={participant} />}
    >
      {participant && <Card participant={participant} />}
    </Page>
  );
}

export const useRefresh = () => {
  const queries = useQueryClient();
  return () => queries.invalidateQueries();
};

function Actions({ participant: { id, name, status, version } }: { participant: Participant }) {
  const t = useTexts(texts);
  const refresh = useRefresh();
  const may = useMay('agreements.manage');
  const step = status === 'suspended' ? 'resume' : 'suspend';
  return (
    <Group>
      <Button
        variant="default"
        renderRoot={(root) => <Link {...root} to={'/access/rights' as '/'} search={{ participant: id } as never} />}
      >
        {t('why')}
      </Button>
      {may && (
        <ReasonDialog
          key={step}
          label={t(step)}
          title={t(`${step}.title`, { name })}
          what={t(`${step}.what`)}
          done={t(`${step}.done`)}
          reason={t('reason')}
          send={({ reason }) => api.post(`/agreements/participants/${id}/${step}`, { version, reason })}
          onDone={refresh}
        />
      )}
    </Group>
  );
}

function About({ participant: { municipality, status, subsystems, inn } }: { participant: Participant }) {
  const t = useTexts(texts);
  const names = useNames();
  const facts = [municipality?.name ?? t('no-place'), inn && `${t('inn')} ${inn}`, names.subsystems(subsystems)];
  return (
    <Group component="span" gap="sm">
      <StatusBadge status={status} />
      <span>{facts.filter(Boolean).join(' · ')}</span>
    </Group>
  );
}

function Card({ participant }: { participant: Participant }) {
  const t = useTexts(texts);
  const formats = useFormats();
  const may = useMay('agreements.manage');
  const today = todayIn(useRegion()?.timeZone);
  const mayGrant = useMay('access.grant');
  const over = participant.suspensions.filter(({ liftedAt }) => liftedAt);
  return (
    <Stack gap="xl">
      <Notices participant={participant} />
      {mayGrant && <Administrators participant={participant} />}
      <section aria-labelledby="agreements">
        <Group justify="space-between" mb="md">
          <Title order={2} id="agreements">
            {t('agreements')}
          </Title>
          {may && <NewAgreement participantId={participant.id} subsystems={participant.subsystems} />}
        </Group>
        <Stack gap="md">
          {participant.agreements.length === 0 && <EmptyState title={t('agreements.empty')} />}
          {participant.agreements.map((agreement) => (
            <AgreementCard key={agreement.id} agreement={agreement} may={may} today={today} />
          ))}
        </Stack>
      </section>
      <Confirmations participantId={participant.id} />
      {over.length > 0 && (
        <section aria-labelledby="suspensions">
          <Title order={2} id="suspensions" mb="md">
            {t('suspensions')}
          </Title>
          <List>
            {over.map(({ suspendedAt, reason, liftedAt, liftReason }) => (
              <List.Item key={suspendedAt}>
                {formats.instant(suspendedAt)}: {reason}
                <Text size="sm" c="dimmed">
                  {t('lifted', { day: formats.instant(liftedAt ?? ''), reason: liftReason ?? '' })}
                </Text>
              </List.Item>
            ))}
          </List>
        </section>
      )}
    </Stack>
  );
}

function NewAgreement({ participantId, subsystems }: { participantId: string; subsystems: string[] }) {
  const t = useTexts(texts);
  const refresh = useRefresh();
  const [isOpen, setOpen] = useState(false);
  const form = useForm({ ...useUsualAgreement(), subsystems });
  const save = useMutation({
    mutationFn: () => api.post(`/agreements/participants/${participantId}/agreements`, agreementBody(form.values)),
    onError: (error) => form.setErrors(errorsByField(error as ProblemError)),
    onSuccess: async () => {
      setOpen(false);
      form.reset();
      notifyDone({ text: t('connect.drafted') });
      await refresh();
    },
  });
  return (
    <DialogButton
      variant="default"
      label={t('new-agreement')}
      title={t('new-agreement')}
      wide
      isOpen={isOpen}
      setOpen={setOpen}
    >
      <Form
        label={t('new-agreement')}
        send={t('connect.draft')}
        busy={save.isPending}
        error={save.error}
        onSend={() => save.mutate()}
      >
        <AgreementFields form={form} />
      </Form>
    </DialogButton>
  );
}
