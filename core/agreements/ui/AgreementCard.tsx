import { api, ConfirmButton, DataList, Group, notifyDone, notifyProblem, Paper, Text, Title } from '@regiso/core/ui';
import { useFormats, useMutation, useQueryClient, useTexts } from '@regiso/core/ui';
import { useNames } from '../../access/ui/names';
import type { Agreement } from './model';
import { ReasonDialog } from './ReasonDialog';
import { StatusBadge } from './StatusBadge';
import { texts } from './texts';

type Props = { agreement: Agreement; may: boolean; today: string };

/** One agreement: state first, then term, subsystems and who signed. */
export function AgreementCard({ agreement, may, today }: Props) {
  const t = useTexts(texts);
  const names = useNames();
  const formats = useFormats();
  const { number, startsOn, endsOn, subsystems, dataScope, ground, endReason } = agreement;
  const facts = [
    [t('ends-on'), t('term', { from: formats.day(startsOn), to: endsOn ? formats.day(endsOn) : t('until.open') })],
    [t('subsystems'), formats.list(subsystems.map(names.subsystem))],
    [t('data-scope'), dataScope],
    [t('ground'), ground],
    [t('signed'), `${agreement.signedByOperator}; ${agreement.signedByParticipant}`],
    ...(agreement.fileSha256 ? [[t('sha256'), agreement.fileSha256]] : []),
  ] as const;
  return (
    <Paper withBorder p="lg" component="article" aria-label={`${t('agreement')} ${number}`}>
      <Group justify="space-between" mb="md">
        <Group gap="sm">
          <Title order={3}>№ {number}</Title>
          <StatusBadge status={agreement.status} />
        </Group>
        {may && <Steps agreement={agreement} today={today} />}
      </Group>
      {endReason && <Text mb="sm">{t('end-reason', { reason: endReason })}</Text>}
      <DataList orientation="vertical">
        {facts.map(([label, value]) => (
          <DataList.Item key={label}>
            <DataList.ItemLabel>{label}</DataList.ItemLabel>
            <DataList.ItemValue style={{ overflowWrap: 'anywhere' }}>{value}</DataList.ItemValue>
          </DataList.Item>
        ))}
      </DataList>
    </Paper>
  );
}

function Steps({ agreement: { id, number, status, endsOn, startsOn }, today }: Omit<Props, 'may'>) {
  const t = useTexts(texts);
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries();
  const sign = useMutation({
    mutationFn: () => api.post(`/agreements/drafts/${id}/sign`),
    onError: notifyProblem,
    onSuccess: () => {
      notifyDone({ text: t('sign.done') });
      return refresh();
    },
  });
  if (status === 'draft') {
    return (
      <ConfirmButton
        loading={sign.isPending}
        question={t('sign.question', { number })}
        consequence={t('sign.consequence')}
        confirm={t('sign')}
        onConfirm={() => sign.mutate()}
      >
        {t('sign')}
      </ConfirmButton>
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
      send={({ reason, on }) => api.post(`/agreements/agreements/${id}/terminate`, { reason, on })}
      onDone={refresh}
    />
  );
}
