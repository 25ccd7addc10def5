import {
  Page,
  SimpleGrid,
  FigureCard,
  Stack,
  Text,
  Title,
  useApi,
  useFormats,
  useParam,
  useTexts,
} from '@regiso/core/ui';
import { Actions } from '../runs/Actions';
import { Difference } from '../runs/Difference';
import type { RunPage } from '../runs/model';
import { Protocol } from '../runs/Protocol';
import { StateBadge } from '../runs/StateBadge';
import { runTexts } from '../runs/texts';
import { WhatIf } from '../runs/WhatIf';
import { texts } from '../texts';

/** A run with its protocol: what it decided, why, and what may be done with it now. */
export default function Run() {
  const t = useTexts(runTexts);
  const titles = useTexts(texts);
  const { day, number } = useFormats();
  const id = useParam('id');
  const page = useApi<RunPage>(`/kindergarten/runs/${id}`);
  const { data } = page;
  return (
    <Page
      title={data ? `${data.run.municipality}, ${day(data.run.on)}` : titles('run')}
      lead={data && <StateBadge state={data.run.state} />}
      breadcrumbs={[{ title: titles('runs'), to: '/kindergarten/runs' }]}
      loading={page.isPending}
      error={page.error}
      retry={() => void page.refetch()}
    >
      {data && (
        <Stack gap="xl">
          <SimpleGrid cols={{ base: 1, sm: 3 }}>
            <FigureCard title={t('placed')} value={number(data.run.placed)} />
            <FigureCard title={t('unplaced')} value={number(data.run.unplaced)} />
            <FigureCard title={t('strategy')} value={t(`rule.${data.run.strategy.split('/')[0] as 'serial-order'}`)}>
              <Who run={data.run} />
            </FigureCard>
          </SimpleGrid>
          <Actions run={data.run} />
          {data.run.basedOn && <Difference page={data} base={data.run.basedOn} />}
          <section aria-labelledby="run-protocol">
            <Title order={2} mb="sm" id="run-protocol">
              {t('protocol')}
            </Title>
            <Protocol page={data} />
          </section>
          <WhatIf key={data.run.id} page={data} />
          <Hashes run={data.run} />
        </Stack>
      )}
    </Page>
  );
}

const Who = ({ run: { proposedBy, confirmedBy, madeBy } }: Pick<RunPage, 'run'>) => {
  const t = useTexts(runTexts);
  const lines = [
    [t('made.by'), madeBy],
    [t('proposed'), proposedBy],
    [t('confirmed'), confirmedBy],
  ].filter(([, who]) => who);
  return lines.map(([what, who]) => <div key={what}>{`${what}: ${who}`}</div>);
};

const Hashes = ({ run }: Pick<RunPage, 'run'>) => {
  const t = useTexts(runTexts);
  return (
    <Text size="sm" c="dimmed" component="div" style={{ overflowWrap: 'anywhere' }}>
      <div>{`${t('hash')}: ${run.protocolSha256}`}</div>
      <div>{`${t('hash.input')}: ${run.inputSha256}`}</div>
    </Text>
  );
};
