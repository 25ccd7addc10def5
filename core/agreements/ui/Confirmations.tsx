import { useState } from 'react';
import { IconCircleCheck, IconCircleDashed } from '@tabler/icons-react';
import {
  Anchor,
  api,
  apiAddress,
  errorsByField,
  Form,
  Group,
  DialogButton,
  notifyDone,
  Paper,
  Stack,
  Text,
  TextInput,
  Title,
  type ProblemError,
} from '@regiso/core/ui';
import { useApi, useForm, useFormats, useMay, useMutation, useQueryClient, useTexts } from '@regiso/core/ui';
import { paperTexts } from './paper-texts';

type Confirmed = { at: string; by: string; ground: string };
type View = {
  security: {
    document: { id: string; title: string; version: number } | null;
    confirmed: (Confirmed & { version: number | null }) | null;
    isUpToDate: boolean;
  };
  users: { id: string; name: string; post: string | null; confirmed: Confirmed | null }[];
};

const address = (participantId: string) => `/agreements/participants/${participantId}/confirmations`;

/** What the participant has confirmed by its own hand (3.5): security requirements, job regulations of each user. */
export function Confirmations({ participantId }: { participantId: string }) {
  const t = useTexts(paperTexts);
  const { data } = useApi<View>(address(participantId));
  if (!data) return null;
  const { security, users } = data;
  return (
    <Paper withBorder p="lg" component="section" aria-labelledby="confirmations">
      <Title order={2} id="confirmations" mb="sm">
        {t('confirmations')}
      </Title>
      <Stack gap="md">
        <Line
          what={t('confirmations.security')}
          detail={<Requirements security={security} />}
          confirmed={security.confirmed}
          isDone={security.isUpToDate}
          participantId={participantId}
          body={{ kind: 'security' }}
        />
        {users.map(({ id, name, post, confirmed }) => (
          <Line
            key={id}
            what={t('confirmations.job', { name })}
            detail={post}
            confirmed={confirmed}
            isDone={confirmed !== null}
            participantId={participantId}
            body={{ kind: 'job-regulations', accountId: id }}
          />
        ))}
      </Stack>
    </Paper>
  );
}

function Requirements({ security: { document, confirmed, isUpToDate } }: Pick<View, 'security'>) {
  const t = useTexts(paperTexts);
  if (!document) return <>{t('confirmations.no-document')}</>;
  return (
    <>
      <Anchor size="sm" href={apiAddress(`/agreements/documents/${document.id}/file`)} download>
        {t('confirmations.document', { title: document.title, version: document.version })}
      </Anchor>
      {confirmed && !isUpToDate && ` — ${t('confirmations.newer')}`}
    </>
  );
}

type LineProps = {
  what: string;
  detail: React.ReactNode;
  confirmed: Confirmed | null;
  isDone: boolean;
  participantId: string;
  body: object;
};

function Line({ what, detail, confirmed, isDone, participantId, body }: LineProps) {
  const t = useTexts(paperTexts);
  const formats = useFormats();
  const may = useMay('agreements.confirm');
  const Icon = isDone ? IconCircleCheck : IconCircleDashed;
  return (
    <Group gap="sm" align="flex-start" wrap="nowrap">
      <Icon
        size={20}
        color={isDone ? 'var(--success)' : 'var(--warning)'}
        aria-hidden
        style={{ flex: 'none', marginTop: 2 }}
      />
      <div style={{ flex: '1 1 auto', minWidth: 0 }}>
        <Text>{what}</Text>
        <Text size="sm" c="dimmed" component="div">
          {detail}
        </Text>
        <Text size="sm" c="dimmed">
          {confirmed
            ? t('confirmations.done', { ...confirmed, at: formats.instant(confirmed.at) })
            : t('confirmations.waits')}
        </Text>
        {may && !isDone && <Confirm what={what} participantId={participantId} body={body} />}
      </div>
    </Group>
  );
}

function Confirm({ what, participantId, body }: Pick<LineProps, 'what' | 'participantId' | 'body'>) {
  const t = useTexts(paperTexts);
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const form = useForm({ ground: '' });
  const send = useMutation({
    mutationFn: () => api.post(address(participantId), { ...body, ...form.values }),
    onError: (error) => form.setErrors(errorsByField(error as ProblemError)),
    onSuccess: () => {
      setOpen(false);
      notifyDone({ text: t('confirmations.kept') });
      return queries.invalidateQueries({ queryKey: [address(participantId)] });
    },
  });
  return (
    <DialogButton
      mt="xs"
      size="sm"
      variant="default"
      label={t('confirm')}
      aria-label={`${t('confirm')}: ${what}`}
      title={what}
      isOpen={isOpen}
      setOpen={setOpen}
    >
      <Text mb="md">{t('confirmations.evidence')}</Text>
      <Form label={what} send={t('confirm')} busy={send.isPending} error={send.error} onSend={() => send.mutate()}>
        <TextInput
          label={t('confirmations.ground')}
          placeholder={t('confirmations.ground-like')}
          required
          maxLength={500}
          data-autofocus
          {...form.field('ground')}
        />
      </Form>
    </DialogButton>
  );
}
