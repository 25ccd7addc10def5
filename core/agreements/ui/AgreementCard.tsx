import {
  api,
  ConfirmButton,
  Group,
  notifyDone,
  notifyProblem,
  Paper,
  ReasonDialog,
  Text,
  Title,
  WhySeen,
} from '@regiso/core/ui';
import { useFormats, useMutation, useQueryClient, useTexts } from '@regiso/core/ui';
import { useNames } from '../../access/ui/names';
import styles from './AgreementCard.module.css';
import { ChangeDraft } from './ChangeDraft';
import type { Agreement } from './model';
import { IssuedCard } from './IssuedCard';
import { paperTexts } from './paper-texts';
import { SignedFile } from './SignedFile';
import { StatusBadge } from './StatusBadge';
import { texts } from './texts';

type Props = { agreement: Agreement; may: boolean; today: string };

/** One agreement: state first, then term, subsystems and who signed. */
export function AgreementCard({ agreement, may, today }: Props) {
  const t = useTexts(texts);
  const paper = useTexts(paperTexts);
  const names = useNames();
  const formats = useFormats();
  const { number, startsOn, endsOn, subsystems, dataScope, ground, endReason } = agreement;
  const facts = [
    [t('in-force'), t('term', { from: formats.day(startsOn), to: endsOn ? formats.day(endsOn) : t('until.open') })],
    [t('subsystems'), names.subsystems(subsystems)],
    [t('data-scope'), <DataScope key="data-scope" text={dataScope} />],
    [t('ground'), ground],
    [
      t('signed'),
      t('signed-by', {
        day: formats.day(agreement.signedOn),
        operator: agreement.signedByOperator,
        participant: agreement.signedByParticipant,
      }),
    ],
    [paper('file'), <SignedFile key="file" agreement={agreement} />],
    ...(may ? [[paper('card'), <IssuedCard key="card" id={agreement.id} />] as const] : []),
  ] as const;
  return (
    <Paper withBorder p="lg" component="article" aria-label={`${t('agreement')} ${number}`}>
      <Group justify="space-between" mb="md">
        <Group gap="sm">
          <Title order={3}>№ {number}</Title>
          <StatusBadge status={agreement.status} />
        </Group>
        <Group gap="sm">
          <WhySeen kind="agreements.agreement" id={agreement.id} of={`№ ${number}`} />
          {may && <Steps agreement={agreement} today={today} />}
        </Group>
      </Group>
      {endReason && <Text mb="sm">{t('end-reason', { reason: endReason })}</Text>}
      <dl className={styles.facts}>
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Paper>
  );
}

function DataScope({ text }: { text: string }) {
  const t = useTexts(texts);
  return (
    <>
      {text}
      <Text size="sm" c="dimmed">
        {t('data-scope.what')}
      </Text>
    </>
  );
}

function Steps({ agreement, today }: Omit<Props, 'may'>) {
  const { id, number, status, endsOn, startsOn, version } = agreement;
  const t = useTexts(texts);
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries();
  const sign = useMutation({
    mutationFn: () => api.post(`/agreements/drafts/${id}/sign`, { version }),
    onError: (error) => {
      notifyProblem(error);
      return refresh();
    },
    onSuccess: () => {
      notifyDone({ text: t('sign.done') });
      return refresh();
    },
  });
  if (status === 'draft') {
    return (
      <Group gap="sm">
        <ChangeDraft agreement={agreement} />
        <ConfirmButton
          loading={sign.isPending}
          question={t('sign.question', { number })}
          consequence={t('sign.consequence')}
          confirm={t('sign')}
          onConfirm={() => sign.mutate()}
        >
          {t('sign')}
        </ConfirmButton>
      </Group>
    );
  }
  if (endsOn && endsOn < today) return null;
  return (
    <ReasonDialog
      label={t('terminate')}
      title={t('terminate.title', { number })}
      what={t('terminate.what')}
      done={t('terminate.done')}
      day={{ label: t('terminate.on'), value: today > startsOn ? today : startsOn }}
      reason={t('reason')}
      send={({ reason, on }) => api.post(`/agreements/agreements/${id}/terminate`, { version, reason, on })}
      onDone={refresh}
    />
  );
}
