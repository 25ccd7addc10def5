import { useRef } from 'react';
import {
  api,
  apiAddress,
  Button,
  ConfirmButton,
  Divider,
  Group,
  notifyDone,
  notifyProblem,
  Stack,
  Text,
  useFormats,
  useMutation,
  useQueryClient,
  useTexts,
} from '@regiso/core/ui';
import type { Appeal, OwnResultLine } from '../../shared/appeals';
import { useResultWords } from '../persons/words';
import { AppealBadge } from './Badge';
import { FileAppeal } from './FileAppeal';
import { appealTexts } from './texts';

/** Beside a result: until when it may be appealed against, and what became of the appeals. */
export function OwnAppeals({ line }: { line: OwnResultLine }) {
  const t = useTexts(appealTexts);
  const { day } = useFormats();
  const { window, mayAppeal, appeals } = line;
  const stands = appeals.some(({ kind, state }) => kind === 'marks' && state !== 'withdrawn');
  if (!window && !appeals.length) return null;
  return (
    <Stack gap="sm" mt="md">
      <Divider />
      {window && !stands && line.status === 'valid' && (
        <div>
          <Text>{t(window.isOpen ? 'until.open' : 'until.closed', { day: day(window.until) })}</Text>
          {window.isOpen && window.isProvisional && (
            <Text size="sm" c="dimmed">
              {t('provisional')}
            </Text>
          )}
        </div>
      )}
      {mayAppeal && (
        <Group>
          <FileAppeal line={line} />
        </Group>
      )}
      {appeals.map((appeal) => (
        <One key={appeal.id} appeal={appeal} />
      ))}
    </Stack>
  );
}

function One({ appeal }: { appeal: Appeal }) {
  const t = useTexts(appealTexts);
  const { day, instant } = useFormats();
  const title = t('one.title', { number: appeal.number });
  return (
    <section aria-label={title}>
      <Group justify="space-between" gap="xs">
        <Text fw={600}>{title}</Text>
        <AppealBadge state={appeal.state} />
      </Group>
      <Text size="sm" c="dimmed">
        {[t(`kind.${appeal.kind}`), t('one.received', { at: instant(appeal.receivedAt) })].join('. ')}
      </Text>
      {(appeal.state === 'received' || appeal.state === 'review') && (
        <Text>{t('one.due', { day: day(appeal.decideBy) })}</Text>
      )}
      <Decided appeal={appeal} />
      <Acts appeal={appeal} />
    </section>
  );
}

/** What the commission has decided; what that changed where no history of the result stands beside it. */
export function Decided({ appeal, unit }: { appeal: Appeal; unit?: OwnResultLine['unit'] }) {
  const t = useTexts(appealTexts);
  const words = useResultWords();
  const { day } = useFormats();
  const { decidedOn, protocol, answer, before, after } = appeal;
  if (!decidedOn) return null;
  return (
    <>
      <Text>{t('one.decided', { day: day(decidedOn), protocol: protocol ?? '' })}</Text>
      {unit && before && after && (
        <Text fw={600}>
          {t('one.changed', { before: words(before.result, unit), after: words(after.result, unit) })}
        </Text>
      )}
      {answer && <Text>{t('one.answer', { answer })}</Text>}
    </>
  );
}

function Acts({ appeal: { id, state } }: { appeal: Appeal }) {
  const t = useTexts(appealTexts);
  const queries = useQueryClient();
  const intention = useRef(crypto.randomUUID());
  const print = useMutation({
    mutationFn: () => api.once<{ id: string }>(`/exams/own/appeals/${id}/form`, intention.current),
    onError: notifyProblem,
    onSuccess: (document) => window.location.assign(apiAddress(`/exams/own/appeals/${id}/form/${document.id}`)),
  });
  const withdraw = useMutation({
    mutationFn: () => api.post(`/exams/own/appeals/${id}/withdraw`),
    onError: notifyProblem,
    onSuccess: async () => {
      notifyDone({ text: t('withdraw.done') });
      await queries.invalidateQueries();
    },
  });
  if (state === 'withdrawn') return null;
  return (
    <Group gap="sm" mt="xs">
      <Button variant="default" loading={print.isPending} onClick={() => print.mutate()}>
        {t('form')}
      </Button>
      {state === 'received' && (
        <ConfirmButton
          variant="default"
          loading={withdraw.isPending}
          question={t('withdraw.question')}
          consequence={t('withdraw.what')}
          confirm={t('withdraw')}
          onConfirm={() => withdraw.mutate()}
        >
          {t('withdraw')}
        </ConfirmButton>
      )}
    </Group>
  );
}
