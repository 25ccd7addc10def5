import { useState } from 'react';
import {
  api,
  Button,
  Checkbox,
  ConfirmButton,
  errorsByField,
  Form,
  Group,
  Modal,
  notifyDone,
  notifyProblem,
  ProblemError,
  Stack,
  Text,
  TextInput,
  useForm,
  useFormats,
  useMutation,
  useQueryClient,
  useTexts,
  useToday,
} from '@regiso/core/ui';
import { portfolioConsent } from '../../shared/codes';
import type { MadePortfolioLink, Portfolio } from '../../shared/portfolio';
import { Made } from './Made';
import styles from './Portfolio.module.css';
import { portfolioTexts } from './texts';

type Props = { address: string; of: Portfolio };

/** The public link: until when, what it shows, how often it was opened; made by who decides that, revoked by everybody of the family. */
export function PublicLink({ address, of }: Props) {
  const t = useTexts(portfolioTexts);
  const [isOpen, setOpen] = useState(false);
  const queries = useQueryClient();
  const again = () => queries.invalidateQueries({ queryKey: [address] });
  const { link, mayShow, ended } = of;
  const revoke = useMutation({
    mutationFn: () => api.delete(`${address}/link`),
    onError: notifyProblem,
    onSuccess: () => notifyDone({ text: t('link.revoked') }),
    onSettled: again,
  });
  return (
    <section className={`${styles.section ?? ''} ${styles.screen ?? ''}`} aria-label={t('link')}>
      <h2>{t('link')}</h2>
      {link ? <Standing of={of} /> : <Text>{t('link.none')}</Text>}
      <Group gap="xs">
        {mayShow && !ended && (
          <Button variant={link ? 'default' : 'filled'} onClick={() => setOpen(true)}>
            {t(link ? 'link.again' : 'link.make')}
          </Button>
        )}
        {link && (
          <ConfirmButton
            variant="default"
            loading={revoke.isPending}
            question={t('link.revoke.question')}
            consequence={t('link.revoke.what')}
            confirm={t('link.revoke')}
            onConfirm={() => revoke.mutate()}
          >
            {t('link.revoke')}
          </ConfirmButton>
        )}
      </Group>
      {isOpen && <Making address={address} of={of} close={() => setOpen(false)} />}
    </section>
  );
}

function Standing({ of: { link, items } }: { of: Portfolio }) {
  const t = useTexts(portfolioTexts);
  const { day, briefInstant } = useFormats();
  if (!link) return null;
  const { validUntil, showsSurname, showsSchool, opens, openedAt } = link;
  const what = [
    t(showsSurname ? 'link.surname' : 'link.name'),
    showsSchool && t('link.school'),
    t('link.items', { count: items.filter(({ isPublic }) => isPublic).length }),
  ];
  const opened = [
    t('link.until', { day: day(validUntil) }),
    opens ? t('link.opens', { count: opens }) : t('link.unopened'),
    openedAt && t('link.opened', { at: briefInstant(openedAt) }),
  ];
  return (
    <div>
      <Text>{opened.filter(Boolean).join(', ')}</Text>
      <Text c="dimmed">{t('link.shows', { what: what.filter(Boolean).join(', ') })}</Text>
    </div>
  );
}

const usualDays = 30;

function Making({ address, of: { mostLinkDays }, close }: Props & { close: () => void }) {
  const t = useTexts(portfolioTexts);
  const today = useToday();
  const queries = useQueryClient();
  const dayIn = (days: number) => new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10);
  const form = useForm({
    ...{
      validUntil: dayIn(Math.min(usualDays, mostLinkDays)),
      showsSurname: false,
      showsSchool: false,
      consent: false,
    },
  });
  const { consent, ...values } = form.values;
  const make = useMutation({
    mutationFn: () =>
      api.post<MadePortfolioLink>(`${address}/link`, { ...values, consent: consent ? portfolioConsent : 0 }),
    onError: (error) => error instanceof ProblemError && form.setErrors(errorsByField(error)),
    onSuccess: () => queries.invalidateQueries({ queryKey: [address] }),
  });
  const check = (name: 'showsSurname' | 'showsSchool' | 'consent') => ({
    checked: form.values[name],
    error: form.errors[name],
    onChange: ({ currentTarget: { checked } }: { currentTarget: { checked: boolean } }) => form.set(name, checked),
  });
  return (
    <Modal
      opened
      onClose={close}
      title={t(make.data ? 'link.made' : 'link.make')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {make.data ? (
        <Made link={make.data} close={close} />
      ) : (
        <Form
          label={t('link.make')}
          send={t('link.make')}
          busy={make.isPending}
          error={make.error}
          onSend={() => make.mutate()}
        >
          <Stack gap="md">
            <Text size="sm">{t('link.what')}</Text>
            <TextInput
              type="date"
              label={t('link.valid')}
              required
              min={today}
              max={dayIn(mostLinkDays)}
              {...form.field('validUntil')}
            />
            <Checkbox label={t('link.show-surname')} {...check('showsSurname')} />
            <Checkbox label={t('link.show-school')} {...check('showsSchool')} />
            <Checkbox required label={t('link.consent')} {...check('consent')} />
          </Stack>
        </Form>
      )}
    </Modal>
  );
}
