import { IconBulb } from '@tabler/icons-react';
import { Badge, EmptyState, Group, Page, Paper, SegmentedControl, Stack, Text, Title } from '@regiso/core/ui';
import { useApi, useFormats, useMay, useTexts, useUrlState } from '@regiso/core/ui';
import { useNames } from '../../../access/ui/names';
import { Decide } from '../proposals/Decide';
import { NewProposal } from '../proposals/NewProposal';
import { proposalsAddress, waits, type Proposal } from '../proposals/model';
import { proposalTexts } from '../proposal-texts';
import styles from '../Support.module.css';
import { texts } from '../texts';

/** What is proposed for the subsystems one answers for, and what was decided. */
export default function Proposals() {
  const names = useTexts(texts);
  const t = useTexts(proposalTexts);
  const [{ show }, change] = useUrlState({ show: 'open' });
  const isOpenOnly = show !== 'all';
  const list = useApi<Proposal[]>(proposalsAddress);
  const shown = (list.data ?? []).filter((proposal) => !isOpenOnly || waits(proposal));
  return (
    <Page
      title={names('proposals')}
      lead={t('lead')}
      narrow
      loading={list.isPending}
      error={list.data ? undefined : list.error}
      retry={() => void list.refetch()}
      actions={<NewProposal />}
    >
      <Stack gap="md">
        <div>
          <SegmentedControl
            aria-label={t('show')}
            value={isOpenOnly ? 'open' : 'all'}
            onChange={(value) => change({ show: value })}
            data={[
              { value: 'open', label: t('show.open') },
              { value: 'all', label: t('show.all') },
            ]}
          />
        </div>
        {shown.length === 0 && <EmptyState icon={IconBulb} title={t(isOpenOnly ? 'empty.open' : 'empty')} />}
        {shown.map((proposal) => (
          <Card key={proposal.id} proposal={proposal} />
        ))}
      </Stack>
    </Page>
  );
}

const colours = { sent: 'blue', considered: 'yellow', accepted: 'green', refused: 'gray', done: 'green' } as const;

function Card({ proposal }: { proposal: Proposal }) {
  const t = useTexts(proposalTexts);
  const names = useNames();
  const { instant } = useFormats();
  const mayDecide = useMay('support.decide');
  const { id, number, subsystem, title, text, state, answer, author, createdAt } = proposal;
  return (
    <Paper p="lg" withBorder component="article" aria-labelledby={`proposal-${id}`}>
      <Stack gap="sm">
        <Group justify="space-between" align="flex-start" gap="xs">
          <Title order={2} size="h3" id={`proposal-${id}`} style={{ flex: '1 1 16rem' }}>
            {title}
          </Title>
          <Badge color={colours[state]} variant="light" miw="max-content">
            {t(`state.${state}`)}
          </Badge>
        </Group>
        <Text size="sm" c="dimmed">
          {t('about', {
            number,
            subsystem: names.subsystem(subsystem),
            author: author ?? t('unknown'),
            at: instant(createdAt),
          })}
        </Text>
        <p className={styles.words}>{text}</p>
        {answer && (
          <div>
            <Text fw={600} size="sm">
              {t('answer')}
            </Text>
            <p className={styles.words}>{answer}</p>
          </div>
        )}
        {mayDecide && waits(proposal) && <Decide proposal={proposal} />}
      </Stack>
    </Paper>
  );
}
