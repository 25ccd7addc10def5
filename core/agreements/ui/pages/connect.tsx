import { useState } from 'react';
import { api, errorsByField, notifyDone, type ProblemError } from '@regiso/core/ui';
import { Button, Fieldset, Form, Page, SegmentedControl, Stack, TextInput } from '@regiso/core/ui';
import { useForm, useMutation, useNavigate, useQueryClient, useTexts } from '@regiso/core/ui';
import { agreementBody, usualSubsystems, useUsualAgreement } from '../agreement-form';
import { AgreementFields } from '../AgreementFields';
import type { Participant } from '../model';
import { OrganisationSelect, type FoundOrganisation } from '../OrganisationSelect';
import { texts } from '../texts';

type Who = 'organisation' | 'authority';

export default function Connect() {
  const t = useTexts(texts);
  const [who, setWho] = useState<Who>('organisation');
  const [organisation, setOrganisation] = useState<FoundOrganisation>();
  const authority = useForm({ name: '', inn: '' });
  const form = useForm(useUsualAgreement());
  const participant =
    who === 'organisation'
      ? { organisationId: organisation?.id ?? '' }
      : { name: authority.values.name, inn: authority.values.inn || null };
  const connect = useConnect(
    (sign) => ({ participant, agreement: agreementBody(form.values), sign }),
    (error) => {
      const errors = errorsByField(error);
      form.setErrors(
        Object.fromEntries(Object.entries(errors).map(([name, text]) => [name.replace(/^agreement\./, ''), text])),
      );
      authority.setErrors(
        Object.fromEntries(Object.entries(errors).map(([name, text]) => [name.replace(/^participant\./, ''), text])),
      );
    },
  );
  const choose = (chosen: FoundOrganisation | undefined) => {
    setOrganisation(chosen);
    const usual = usualSubsystems[chosen?.kind ?? ''];
    if (usual) form.set('subsystems', usual);
  };
  const missing = connect.error && who === 'organisation' && !organisation ? t('organisation.nothing') : undefined;
  return (
    <Page
      title={t('connect')}
      lead={t('connect.lead')}
      narrow
      breadcrumbs={[{ title: t('participants'), to: '/agreements/participants' }]}
    >
      <Form
        label={t('connect')}
        send={t('connect.send')}
        busy={connect.isPending}
        error={connect.error}
        onSend={() => connect.mutate(true)}
        beside={
          <Button variant="default" disabled={connect.isPending} onClick={() => connect.mutate(false)}>
            {t('connect.draft')}
          </Button>
        }
      >
        <Fieldset legend={t('column.name')}>
          <Stack gap="md">
            <SegmentedControl
              aria-label={t('column.name')}
              value={who}
              onChange={(value) => setWho(value as Who)}
              data={[
                { value: 'organisation', label: t('who.organisation') },
                { value: 'authority', label: t('who.authority') },
              ]}
            />
            {who === 'organisation' ? (
              <OrganisationSelect onChosen={choose} error={missing} />
            ) : (
              <>
                <TextInput label={t('authority.name')} required maxLength={300} {...authority.field('name')} />
                <TextInput label={t('inn')} inputMode="numeric" maxLength={12} {...authority.field('inn')} />
              </>
            )}
          </Stack>
        </Fieldset>
        <Fieldset legend={t('agreement')}>
          <AgreementFields form={form} />
        </Fieldset>
      </Form>
    </Page>
  );
}

function useConnect(body: (sign: boolean) => object, onRefused: (error: ProblemError) => void) {
  const t = useTexts(texts);
  const navigate = useNavigate();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (sign: boolean) => api.post<Participant>('/agreements/participants', body(sign)),
    onError: (error) => onRefused(error as ProblemError),
    onSuccess: async ({ id, name }, sign) => {
      notifyDone({ text: sign ? t('connect.done', { name }) : t('connect.drafted') });
      await queries.invalidateQueries();
      await navigate({ to: `/agreements/participants/${id}` });
    },
  });
}
