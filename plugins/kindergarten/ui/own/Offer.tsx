import { useState } from 'react';
import {
  api,
  ConfirmButton,
  DialogButton,
  errorsByField,
  Form,
  Group,
  notifyDone,
  notifyProblem,
  ProblemError,
  Text,
  Textarea,
  TextInput,
  useForm,
  useMutation,
  useQueryClient,
  useTexts,
} from '@regiso/core/ui';
import { ownTexts } from '../own-texts';
import { placeOf, type Rules, type Whole } from './model';
import { NextStep } from './NextStep';
import styles from './Own.module.css';

/** An offered place: what it is, until when to answer, and what each answer leads to, said before it is given. */
export function Offer({ whole: { application, rules } }: { whole: Whole }) {
  const t = useTexts(ownTexts);
  const queries = useQueryClient();
  const { id, direction } = application;
  const accept = useMutation({
    mutationFn: () => api.post(`/kindergarten/own/applications/${id}/answer`, { accept: true }),
    onError: notifyProblem,
    onSuccess: async () => {
      notifyDone({ text: t(direction?.ring ? 'ring.accept.done' : 'offer.accept.done') });
      await queries.invalidateQueries();
    },
  });
  if (!direction) return null;
  const { ring } = direction;
  const hasAgreed = direction.state === 'accepted';
  const label = t(ring ? 'ring.accept' : 'offer.accept');
  return (
    <section className={styles.card} data-urgent={!hasAgreed || undefined} aria-labelledby="offer">
      <h2 id="offer">{t(ring ? 'ring.title' : 'offer.title')}</h2>
      <Text size="lg">{t('offer.where', placeOf(direction))}</Text>
      {ring && <Text>{t('ring.what', { count: ring.families })}</Text>}
      {ring && <Text fw={600}>{t('ring.agreed', ring)}</Text>}
      {hasAgreed ? <Text>{t('ring.waiting')}</Text> : <NextStep application={application} />}
      <Group mt="xs">
        {!hasAgreed && (
          <ConfirmButton
            question={t(ring ? 'ring.accept.question' : 'offer.accept.question')}
            consequence={ring ? t('ring.accept.what') : t('offer.accept.what', { count: rules.documentsDays })}
            confirm={label}
            onConfirm={() => accept.mutate()}
            loading={accept.isPending}
          >
            {label}
          </ConfirmButton>
        )}
        <Decline id={id} desiredOn={application.desiredOn} rules={rules} isRing={ring !== null} />
      </Group>
    </section>
  );
}

type Props = { id: string; desiredOn: string; rules: Rules; isRing: boolean };

function Decline({ id, desiredOn, rules, isRing }: Props) {
  const t = useTexts(ownTexts);
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const form = useForm({ reason: '', desiredOn });
  const act = useMutation({
    mutationFn: () => api.post(`/kindergarten/own/applications/${id}/answer`, { accept: false, ...form.values }),
    onError: (error) => error instanceof ProblemError && form.setErrors(errorsByField(error)),
    onSuccess: async () => {
      setOpen(false);
      notifyDone({ text: t('offer.decline.done') });
      await queries.invalidateQueries();
    },
  });
  const title = t(isRing ? 'ring.decline' : 'offer.decline.title');
  const label = t(isRing ? 'ring.decline' : 'offer.decline');
  return (
    <DialogButton variant="default" label={label} title={title} isOpen={isOpen} setOpen={setOpen}>
      {isRing ? (
        <Text mb="md">{t('ring.decline.what')}</Text>
      ) : (
        <>
          <Text fw={600}>{t(rules.declineKeepsTime ? 'rule.keeps' : 'rule.loses')}</Text>
          <Text c="dimmed" size="sm" mb="md">
            {t('rule.act', { act: rules.act })} {!rules.verified && t('rule.unverified')}
          </Text>
        </>
      )}
      <Form label={title} send={label} busy={act.isPending} error={act.error} onSend={() => act.mutate()}>
        <Textarea label={t('offer.reason')} required autosize minRows={2} maxLength={300} {...form.field('reason')} />
        {!isRing && (
          <TextInput
            type="date"
            label={t('offer.desired')}
            description={t('offer.desired.hint')}
            {...form.field('desiredOn')}
          />
        )}
      </Form>
    </DialogButton>
  );
}
