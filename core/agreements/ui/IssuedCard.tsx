import { useRef } from 'react';
import { IconDownload } from '@tabler/icons-react';
import { Anchor, api, apiAddress, Button, Group, notifyDone, notifyProblem, Text } from '@regiso/core/ui';
import { useMutation, useTexts } from '@regiso/core/ui';
import { paperTexts } from './paper-texts';

type Card = { id: string; number: string };

/** Issues a numbered card of the agreement and gives it to be saved; a lost answer asked for again gives the same card. */
export function IssuedCard({ id }: { id: string }) {
  const t = useTexts(paperTexts);
  const intention = useRef(crypto.randomUUID());
  const issue = useMutation({
    mutationFn: () => api.once<Card>(`/agreements/agreements/${id}/card`, intention.current),
    onError: notifyProblem,
    onSuccess: ({ number }) => notifyDone({ text: t('card.issued', { number }) }),
  });
  if (issue.data) {
    return (
      <Anchor href={apiAddress(`/documents/issued/${issue.data.id}/file`)} download>
        <IconDownload size={16} aria-hidden style={{ verticalAlign: '-2px' }} />{' '}
        {t('card.save', { number: issue.data.number })}
      </Anchor>
    );
  }
  return (
    <Group gap="sm">
      <Button size="sm" variant="default" loading={issue.isPending} onClick={() => issue.mutate()}>
        {t('card.issue')}
      </Button>
      <Text size="sm" c="dimmed">
        {t('card.what')}
      </Text>
    </Group>
  );
}
