import { useState, type ReactNode } from 'react';
import {
  api,
  Button,
  Form,
  notifyDone,
  Page,
  Stack,
  Text,
  Title,
  useApi,
  useMutation,
  useNavigate,
  useParam,
  useQueryClient,
  useTexts,
  useUrlState,
} from '@regiso/core/ui';
import type { ApplicationView } from '../../shared/applications';
import { ClaimPrivilege } from '../own/ClaimPrivilege';
import { formTexts } from '../own/form-texts';
import { Gardens } from '../own/Gardens';
import { wantedOf, wishesOf, type Wanted, type Whole } from '../own/model';
import { Review } from '../own/Review';
import { StepTitle } from '../own/Steps';
import { WishFields } from '../own/WishFields';
import { Privileges } from '../queue/Privileges';
import { texts } from '../texts';

/** Goes on with a draft, or changes the list and the wishes of what was sent. */
export default function OwnEdit() {
  const titles = useTexts(texts);
  const id = useParam('id');
  const whole = useApi<Whole>(`/kindergarten/own/applications/${id}`);
  const application = whole.data?.application;
  return (
    <Page
      narrow
      title={titles(application && application.status !== 'draft' ? 'own-edit' : 'own-new')}
      lead={application?.child}
      breadcrumbs={[{ title: titles('own'), to: '/kindergarten/own' }]}
      loading={whole.isPending}
      error={application ? undefined : whole.error}
      retry={() => void whole.refetch()}
    >
      {application
        && (application.status === 'draft' ? (
          <Draft application={application} />
        ) : (
          <Change application={application} />
        ))}
    </Page>
  );
}

function useWanted(application: ApplicationView) {
  const [wanted, setWanted] = useState(() => wantedOf(application));
  return [wanted, (change: Partial<Wanted>) => setWanted((old) => ({ ...old, ...change }))] as const;
}

const address = ({ id }: ApplicationView) => `/kindergarten/own/applications/${id}`;

function useSave(application: ApplicationView, wanted: Wanted, onSaved: () => unknown) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => api.put(`${address(application)}/wishes`, wishesOf(wanted)),
    onSuccess: async () => {
      await queries.invalidateQueries();
      await onSaved();
    },
  });
}

type Props = { application: ApplicationView };

function Draft({ application }: Props) {
  const t = useTexts(formTexts);
  const [wanted, set] = useWanted(application);
  const [{ step: asked }, goTo] = useUrlState({ step: 1 });
  const step = Math.min(Math.max(Math.trunc(asked), 1), 4);
  const go = (to: number) => goTo({ step: to }, { push: true });
  const save = useSave(application, wanted, () => go(step + 1));
  const send = useSend(application);
  const next = () => {
    if (step === 4) send.mutate();
    else if (step === 3) go(4);
    else save.mutate();
  };
  const pages: Record<number, ReactNode> = {
    1: <Gardens wanted={wanted} set={set} childId={application.childId} />,
    2: <WishFields wanted={wanted} set={set} isTransfer={application.transferFrom !== null} />,
    3: <PrivilegeStep application={application} />,
    4: <Review application={application} />,
  };
  return (
    <Form
      label={t(`step.${step}` as 'step.1')}
      send={t(step === 4 ? 'send' : 'next')}
      busy={save.isPending || send.isPending}
      error={step === 4 ? send.error : save.error}
      onSend={next}
      sticky
      beside={
        step > 1 && (
          <Button variant="default" onClick={() => go(step - 1)}>
            {t('back')}
          </Button>
        )
      }
    >
      <StepTitle step={step} />
      {step === 2 && <Text c="dimmed">{t('saved')}</Text>}
      {pages[step]}
    </Form>
  );
}

// Sending again gives the same number, so a second press does no harm.
function useSend(application: ApplicationView) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: () => api.post(`${address(application)}/send`),
    onSuccess: async () => {
      await navigate({ to: `/kindergarten/own/${application.id}` as '/', replace: true });
      await queries.invalidateQueries();
    },
  });
}

function PrivilegeStep({ application }: Props) {
  const t = useTexts(formTexts);
  return (
    <Stack gap="md">
      <Text>
        {t('privileges.note')} {t('privileges.skip')}
      </Text>
      {application.privileges.length > 0 && <Privileges application={application} mayDecide={false} />}
      <ClaimPrivilege address={`/kindergarten/own/applications/${application.id}`} />
    </Stack>
  );
}

function Change({ application }: Props) {
  const t = useTexts(formTexts);
  const [wanted, set] = useWanted(application);
  const navigate = useNavigate();
  const save = useSave(application, wanted, () => {
    notifyDone({ text: t('save.done') });
    return navigate({ to: `/kindergarten/own/${application.id}` as '/' });
  });
  return (
    <Form
      label={t('save')}
      send={t('save')}
      busy={save.isPending}
      error={save.error}
      onSend={() => save.mutate()}
      sticky
    >
      <Text>{t('save.note')}</Text>
      <Title order={2}>{t('step.1')}</Title>
      <Gardens wanted={wanted} set={set} childId={application.childId} />
      <Title order={2}>{t('step.2')}</Title>
      <WishFields wanted={wanted} set={set} isTransfer={application.transferFrom !== null} />
    </Form>
  );
}
