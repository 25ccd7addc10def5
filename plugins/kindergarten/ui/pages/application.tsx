import {
  Button,
  Link,
  Page,
  SimpleGrid,
  Stack,
  Title,
  useApi,
  useMay,
  useParam,
  useTexts,
  WhySeen,
} from '@regiso/core/ui';
import type { z } from 'zod';
import type { ApplicationView, HistoryLine, PositionView } from '../../shared/applications';
import { ClaimPrivilege } from '../own/ClaimPrivilege';
import { mayMove } from '../own/model';
import { ReceiptButton } from '../own/ReceiptButton';
import { Papers } from '../papers/Papers';
import { CaseButton } from '../queue/CaseButton';
import { Choices } from '../queue/Choices';
import { Decision } from '../queue/Decision';
import { ExplainButton } from '../queue/ExplainButton';
import { Facts } from '../queue/Facts';
import { History } from '../queue/History';
import { Privileges } from '../queue/Privileges';
import { queueTexts } from '../queue/texts';
import { StatusBadge } from '../Marks';
import { texts } from '../texts';

export type Whole = {
  application: ApplicationView;
  history: z.infer<typeof HistoryLine>[];
  positions: z.infer<typeof PositionView>[];
};

/** One application for the officer: what is asked, where it stands, what was decided and what can be decided now. */
export default function Application() {
  const t = useTexts(queueTexts);
  const titles = useTexts(texts);
  const id = useParam('id');
  const mayKeep = useMay('kindergarten.keep-queue');
  const whole = useApi<Whole>(`/kindergarten/applications/${id}`);
  const { data } = whole;
  const title = data ? data.application.child : titles('application');
  const section = (key: 'choices' | 'papers' | 'privileges' | 'history' | 'actions', content: React.ReactNode) => (
    <section aria-labelledby={`application-${key}`}>
      <Title order={2} mb="sm" id={`application-${key}`}>
        {t(key)}
      </Title>
      {content}
    </section>
  );
  return (
    <Page
      title={title}
      lead={data && <StatusBadge status={data.application.status} />}
      breadcrumbs={[{ title: titles('queue'), to: '/kindergarten/queue' }]}
      loading={whole.isPending}
      error={whole.error}
      retry={() => void whole.refetch()}
      actions={
        <>
          {mayKeep && <ReceiptButton address={`/kindergarten/applications/${id}`} />}
          <ExplainButton id={id} />
          <CaseButton id={id} />
          {mayKeep && data && mayMove(data.application) && (
            <Button variant="default" component={Link} {...{ to: `/kindergarten/queue/${id}/move` as '/' }}>
              {t('move')}
            </Button>
          )}
          {data && <WhySeen kind="kindergarten.application" id={id} />}
          <Button variant="default" onClick={() => window.print()}>
            {t('print')}
          </Button>
        </>
      }
    >
      {data && (
        <Stack gap="xl">
          <Facts application={data.application} />
          {mayKeep && section('actions', <Decision application={data.application} />)}
          {section('choices', <Choices application={data.application} positions={data.positions} />)}
          <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="xl">
            {section(
              'privileges',
              <Stack gap="sm">
                <Privileges application={data.application} mayDecide={mayKeep} />
                {mayKeep && mayMove(data.application) && (
                  <ClaimPrivilege address={`/kindergarten/applications/${id}`} />
                )}
              </Stack>,
            )}
            {section('papers', <Papers address={`/kindergarten/applications/${id}/files`} mayAdd={mayKeep} />)}
            {section('history', <History lines={data.history} />)}
          </SimpleGrid>
        </Stack>
      )}
    </Page>
  );
}
