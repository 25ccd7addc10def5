import {
  Anchor,
  api,
  apiAddress,
  Button,
  Group,
  notifyDone,
  notifyProblem,
  Paper,
  SegmentedControl,
  Stack,
  Text,
} from '@regiso/core/ui';
import { useApi, useMutation, useQueryClient, useTexts } from '@regiso/core/ui';
import { useRef, useState } from 'react';
import type { Incident } from '../model';
import { texts } from '../texts';

/** The texts of both notices, to be copied into the authority's form. */
export function NoticeText({ incident }: { incident: Incident }) {
  const t = useTexts(texts);
  const queries = useQueryClient();
  const [which, setWhich] = useState<'first' | 'result'>(incident.firstSentAt ? 'result' : 'first');
  const address = `/privacy/incidents/${incident.id}/notices/${which}`;
  const notice = useApi<{ text: string }>(address, { version: incident.version });
  const mark = useMutation({
    mutationFn: () => api.post(address),
    onError: notifyProblem,
    onSuccess: () => {
      notifyDone({ text: t('notice.marked') });
      return queries.invalidateQueries({ queryKey: ['/privacy/incidents'] });
    },
  });
  const intention = useRef(crypto.randomUUID());
  const issue = useMutation({
    mutationFn: () => api.once<{ id: string; number: string }>(`${address}/document`, intention.current),
    onError: notifyProblem,
    onSuccess: ({ number }) => {
      intention.current = crypto.randomUUID();
      notifyDone({ text: t('notice.document.done', { number }) });
    },
  });
  const copy = async () => {
    await navigator.clipboard.writeText(notice.data?.text ?? '');
    notifyDone({ text: t('notice.copied') });
  };
  return (
    <Stack gap="md">
      <SegmentedControl
        value={which}
        onChange={(value) => setWhich(value === 'result' ? 'result' : 'first')}
        data={[
          { value: 'first', label: t('first-notice') },
          { value: 'result', label: t('result-notice') },
        ]}
      />
      <Paper p="md" withBorder>
        <Text style={{ whiteSpace: 'pre-line' }} size="sm">
          {notice.data?.text}
        </Text>
      </Paper>
      <Group>
        <Button variant="default" onClick={() => void copy().catch(notifyProblem)}>
          {t('notice.copy')}
        </Button>
        <Button variant="default" loading={issue.isPending} onClick={() => issue.mutate()}>
          {t('notice.document')}
        </Button>
        {issue.data && (
          <Anchor href={apiAddress(`/documents/issued/${issue.data.id}/file`)} download>
            {t('notice.document.save', { number: issue.data.number })}
          </Anchor>
        )}
        {!(which === 'first' ? incident.firstSentAt : incident.resultSentAt) && (
          <Button loading={mark.isPending} onClick={() => mark.mutate()}>
            {t('notice.mark')}
          </Button>
        )}
      </Group>
    </Stack>
  );
}
