import { useState } from 'react';
import { api, errorsByField, notifyDone, notifyProblem, type ProblemError } from '@regiso/core/ui';
import { Button, FileInput, Form, Page, Paper, SegmentedControl, Stack, TextInput, Title } from '@regiso/core/ui';
import { useForm, useMutation, useNavigate, useQueryClient, useTexts } from '@regiso/core/ui';
import { agreementBody, usualSubsystems, useUsualAgreement } from '../agreement-form';
import { AgreementFields } from '../AgreementFields';
import type { Agreement, Participant } from '../model';
import { OrganisationSelect, type FoundOrganisation } from '../OrganisationSelect';
import { paperTexts } from '../paper-texts';
import { acceptedFiles } from '../SignedFile';
import { texts } from '../texts';

type Who = 'organisation' | 'authority';

export default function Connect() {
  const t = useTexts(texts);
  const paper = useTexts(paperTexts);
  const [who, setWho] = useState<Who>('organisation');
  const [organisation, setOrganisation] = useState<FoundOrganisation>();
  const authority = useForm({ name: '', inn: '' });
  const form = useForm(useUsualAgreement());
  const [file, setFile] = useState<File | null>(null);
  const participant =
    who === 'organisation'
      ? { organisationId: organisation?.id ?? '' }
      : { name: authority.values.name, inn: authority.values.inn || null };
  const connect = useConnect(
    file,
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
        <Paper withBorder p="lg" component="section" aria-labelledby="who">
          <Title order={2} id="who" mb="md">
            {t('column.name')}
          </Title>
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
        </Paper>
        <Paper withBorder p="lg" component="section" aria-labelledby="what">
          <Title order={2} id="what" mb="md">
            {t('agreement')}
          </Title>
          <AgreementFields form={form} />
          <FileInput
            mt="md"
            label={paper('file')}
            placeholder={paper('file.choose')}
            description={paper('file.what')}
            inputWrapperOrder={['label', 'input', 'error', 'description']}
            accept={acceptedFiles}
            clearable
            value={file}
            onChange={setFile}
          />
        </Paper>
      </Form>
    </Page>
  );
}

// The agreement stands already; a file that is refused can be added on its card.
function keepFile({ id, version }: Agreement, file: File) {
  const form = new FormData();
  form.append('version', String(version));
  form.append('file', file);
  return api.upload(`/agreements/agreements/${id}/file`, form);
}

function useConnect(file: File | null, body: (sign: boolean) => object, onRefused: (error: ProblemError) => void) {
  const t = useTexts(texts);
  const navigate = useNavigate();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (sign: boolean) => api.post<Participant>('/agreements/participants', body(sign)),
    onError: (error) => onRefused(error as ProblemError),
    onSuccess: async ({ id, name, agreements }, sign) => {
      const [agreement] = agreements;
      if (file && agreement) await keepFile(agreement, file).catch(notifyProblem);
      notifyDone({ text: sign ? t('connect.done', { name }) : t('connect.drafted') });
      await queries.invalidateQueries();
      await navigate({ to: `/agreements/participants/${id}` });
    },
  });
}
