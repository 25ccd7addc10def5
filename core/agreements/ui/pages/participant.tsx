import { useState } from 'react';
import { Alert, Button, EmptyState, Form, Group, Link, List, Modal, Page, Stack, Text, Title } from '@regiso/core/ui';
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
import { agreementBody, useUsualAgreement } from '../agreement-form';
import { AgreementCard } from '../AgreementCard';
import { AgreementFields } from '../AgreementFields';
import { todayIn, type Participant } from '../model';
import { ReasonDialog } from '../ReasonDialog';
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
      lead={participant && (participant.municipality?.name ?? t('no-place'))}
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

function Actions({ participant: { id, name, status } }: { participant: Participant }) {
  const t = useTexts(texts);
  const refresh = useRefresh();
  const mayUsers = useMay('access.manage-accounts');
  const may = useMay('agreements.manage');
  const step = status === 'suspended' ? 'resume' : 'suspend';
  return (
    <Group>
      {mayUsers && (
        <Button component={Link} variant="default" to={`/access/users?participant=${id}`}>
          {t('users')}
        </Button>
      )}
      <Button component={Link} variant="default" to={`/access/rights?participant=${id}`}>
        {t('why')}
      </Button>
      {may && (
        <ReasonDialog
          key={step}
          label={t(step)}
          title={t(`${step}.title`, { name })}
          what={t(`${step}.what`)}
          done={t(`${step}.done`)}
          send={({ reason }) => api.post(`/agreements/participants/${id}/${step}`, { reason })}
          onDone={refresh}
        />
      )}
    </Group>
  );
}

function Card({ participant }: { participant: Participant }) {
  const t = useTexts(texts);
  const formats = useFormats();
  const may = useMay('agreements.manage');
  const today = todayIn(useRegion()?.timeZone);
  const open = participant.suspensions.find(({ liftedAt }) => !liftedAt);
  const over = participant.suspensions.filter(({ liftedAt }) => liftedAt);
  return (
    <Stack gap="xl">
      {open ? (
        <Alert
          color="red"
          title={t('suspended-since', { day: formats.instant(open.suspendedAt), reason: open.reason })}
        />
      ) : (
        <div>
          <StatusBadge status={participant.status} />
        </div>
      )}
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
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {t('new-agreement')}
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        size="lg"
        title={t('new-agreement')}
        closeButtonProps={{ 'aria-label': t('cancel') }}
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
      </Modal>
    </>
  );
}
