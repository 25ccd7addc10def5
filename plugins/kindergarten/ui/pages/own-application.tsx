import type { ReactNode } from 'react';
import {
  Alert,
  api,
  Button,
  ConfirmButton,
  Group,
  Link,
  notifyDone,
  notifyProblem,
  Page,
  Stack,
  Text,
  Title,
  useApi,
  useFormats,
  useMutation,
  useParam,
  useQueryClient,
  useTexts,
} from '@regiso/core/ui';
import type { ApplicationView } from '../../shared/applications';
import { Fact, StatusBadge } from '../Marks';
import { ClaimPrivilege } from '../own/ClaimPrivilege';
import { mayChange, mayMove, mayWithdraw, placeOf, useStamp, type Whole } from '../own/model';
import { NextStep } from '../own/NextStep';
import { Offer } from '../own/Offer';
import styles from '../own/Own.module.css';
import { Places } from '../own/Places';
import { ReceiptButton } from '../own/ReceiptButton';
import { Papers } from '../papers/Papers';
import { History } from '../queue/History';
import { Privileges } from '../queue/Privileges';
import { ownTexts } from '../own-texts';
import { texts } from '../texts';
import { useWords } from '../words';

/** One application for its family: filing, places with the reasons of their changes, direction, enrolment, history. */
export default function OwnApplication() {
  const titles = useTexts(texts);
  const id = useParam('id');
  const whole = useApi<Whole>(`/kindergarten/own/applications/${id}`);
  const { data } = whole;
  return (
    <Page
      title={data?.application.child ?? titles('application')}
      lead={data && <StatusBadge status={data.application.status} />}
      breadcrumbs={[{ title: titles('own'), to: '/kindergarten/own' }]}
      loading={whole.isPending}
      error={data ? undefined : whole.error}
      retry={() => void whole.refetch()}
      actions={data && <Actions application={data.application} />}
    >
      {data && <Facts whole={data} />}
    </Page>
  );
}

function Actions({ application: { id, number } }: { application: ApplicationView }) {
  const t = useTexts(ownTexts);
  return (
    <Group gap="xs" className={styles.screen}>
      {number && <ReceiptButton address={`/kindergarten/own/applications/${id}`} />}
      <Button variant="default" onClick={() => window.print()}>
        {t('print')}
      </Button>
    </Group>
  );
}

function Facts({ whole }: { whole: Whole }) {
  const t = useTexts(ownTexts);
  const { application, history } = whole;
  const { status, direction } = application;
  const canClaim = mayChange(application) && status !== 'draft';
  return (
    <div className={styles.main}>
      {status === 'offered' ? <Offer whole={whole} /> : <Next application={application} />}
      <div className={styles.columns}>
        <div className={styles.main}>
          <Section id="filed.name">
            <Filed application={application} />
          </Section>
          <Section id="places">
            <Places whole={whole} />
          </Section>
          <Section id="direction">
            {direction ? <Direction direction={direction} /> : <Text c="dimmed">{t('direction.none')}</Text>}
          </Section>
          <Section id="enrolment">
            {status === 'enrolled' && direction ? (
              <Text>{t('enrolment.done', placeOf(direction))}</Text>
            ) : (
              <Text c="dimmed">{t('enrolment.none')}</Text>
            )}
          </Section>
        </div>
        <div className={styles.main}>
          <Section id="history">
            {history.length ? <History lines={history} /> : <Text c="dimmed">{t('history.none')}</Text>}
          </Section>
          <Section id="wishes">
            <Wishes application={application} />
          </Section>
          <Section id="privileges">
            <Stack gap="sm" align="stretch">
              <Privileges application={application} mayDecide={false} />
              {canClaim && <ClaimPrivilege address={`/kindergarten/own/applications/${application.id}`} />}
            </Stack>
          </Section>
          <Section id="papers">
            <Papers
              address={`/kindergarten/own/applications/${application.id}/files`}
              mayAdd={mayWithdraw(application)}
            />
          </Section>
          <Withdraw application={application} />
        </div>
      </div>
    </div>
  );
}

type Name = 'papers' | 'filed.name' | 'places' | 'direction' | 'enrolment' | 'history' | 'wishes' | 'privileges';

function Section({ id, children }: { id: Name; children: ReactNode }) {
  const t = useTexts(ownTexts);
  return (
    <section aria-labelledby={`own-${id}`}>
      <Title order={2} mb="sm" id={`own-${id}`}>
        {t(id)}
      </Title>
      {children}
    </section>
  );
}

function Next({ application }: { application: ApplicationView }) {
  const t = useTexts(ownTexts);
  const stamp = useStamp();
  const { id, status, number, filedAt } = application;
  if (status === 'sent' || status === 'received')
    return (
      <Alert color="green" title={t('sent')} role="status">
        {t('sent.what', { number: number ?? '', at: stamp(filedAt ?? '') })} <NextStep application={application} />
      </Alert>
    );
  return (
    <section className={styles.card} aria-labelledby="own-next">
      <h2 id="own-next">{t('next')}</h2>
      <NextStep application={application} />
      {status === 'draft' && (
        <Button component={Link} {...{ to: `/kindergarten/own/${id}/edit` as '/' }}>
          {t('continue')}
        </Button>
      )}
    </section>
  );
}

function Filed({ application: { number, filedAt, receivedAt, filingGround } }: { application: ApplicationView }) {
  const t = useTexts(ownTexts);
  const stamp = useStamp();
  if (!number || !filedAt) return <Text c="dimmed">{t('next.draft')}</Text>;
  return (
    <div>
      <Text fw={600} size="lg">
        {t('number', { number })}
      </Text>
      <Text>{stamp(filedAt)}</Text>
      {filingGround && (
        <Text size="sm" c="dimmed">
          {`${t('filed.desk', { ground: filingGround })}. ${receivedAt ? t('received', { at: stamp(receivedAt) }) : ''}`}
        </Text>
      )}
    </div>
  );
}

function Direction({ direction }: { direction: NonNullable<ApplicationView['direction']> }) {
  const t = useTexts(ownTexts);
  const words = useWords();
  const { day } = useFormats();
  return (
    <div>
      <Text fw={600}>{t('offer.where', placeOf(direction))}</Text>
      <Text>{`${t('number', { number: direction.number })} · ${words.direction(direction.state)}`}</Text>
      {direction.documentsBy && <Text>{t('documents-by', { day: day(direction.documentsBy) })}</Text>}
    </div>
  );
}

function Wishes({ application }: { application: ApplicationView }) {
  const t = useTexts(ownTexts);
  const words = useWords();
  const { day, list } = useFormats();
  const { id, desiredOn, orientation, regimes, language, anywhere } = application;
  return (
    <Stack gap="sm" align="flex-start">
      <div className={styles.facts}>
        <Fact name={t('desired')}>{day(desiredOn)}</Fact>
        <Fact name={t('group')}>{words.orientation(orientation)}</Fact>
        <Fact name={t('regime')}>{list(regimes.map(words.regime))}</Fact>
        <Fact name={t('language')}>{language ? words.language(language) : t('language.any')}</Fact>
        {application.transferFrom && (
          <>
            <Fact name={t('transfer')}>{application.transferFrom}</Fact>
            <Fact name={t('swaps')}>{t(application.swaps ? 'swaps.yes' : 'swaps.no')}</Fact>
          </>
        )}
        <Fact name={t('anywhere')}>{t(anywhere ? 'anywhere.yes' : 'anywhere.no')}</Fact>
      </div>
      {mayChange(application) && (
        <Button component={Link} {...{ to: `/kindergarten/own/${id}/edit` as '/' }} variant="default">
          {t('change')}
        </Button>
      )}
      {mayMove(application) && <Link {...{ to: `/kindergarten/own/${id}/move` as '/' }}>{t('move')}</Link>}
    </Stack>
  );
}

function Withdraw({ application }: { application: ApplicationView }) {
  const t = useTexts(ownTexts);
  const queries = useQueryClient();
  const act = useMutation({
    mutationFn: () => api.post(`/kindergarten/own/applications/${application.id}/withdraw`),
    onError: notifyProblem,
    onSuccess: async () => {
      notifyDone({ text: t('withdraw.done') });
      await queries.invalidateQueries();
    },
  });
  if (!mayWithdraw(application)) return null;
  return (
    <div className={styles.screen}>
      <ConfirmButton
        variant="default"
        question={t('withdraw.question', { number: application.number ?? '' })}
        consequence={t('withdraw.what')}
        confirm={t('withdraw')}
        onConfirm={() => act.mutate()}
        loading={act.isPending}
      >
        {t('withdraw')}
      </ConfirmButton>
    </div>
  );
}
