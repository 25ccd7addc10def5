import {
  Badge,
  Button,
  DataTable,
  Page,
  Stack,
  Title,
  api,
  notifyDone,
  notifyProblem,
  useApi,
  useFormats,
  useMutation,
} from '@regiso/core/ui';
import { useQueryClient, useTexts, type Column } from '@regiso/core/ui';
import { Identities } from '../Identities';
import { PasswordForm } from '../PasswordForm';
import { SecondFactor } from '../SecondFactor';
import { ownTexts } from '../own-texts';

type SignIn = {
  id: string;
  createdAt: string;
  seenAt: string;
  ip: string | null;
  device: string | null;
  isThis: boolean;
};
export type OwnAccount = {
  login: string;
  name: string;
  secondFactor: { isSet: boolean; codesLeft: number };
  signIns: SignIn[];
};

export default function Account() {
  const t = useTexts(ownTexts);
  const own = useApi<OwnAccount>('/access/own/account');
  const account = own.data;
  return (
    <Page
      title={t('account')}
      lead={account && t('account.login', { login: account.login })}
      narrow
      loading={own.isPending}
      error={own.error}
      retry={() => void own.refetch()}
    >
      {account && (
        <Stack gap="xl">
          <section aria-labelledby="factor">
            <Title order={2} id="factor" mb="md">
              {t('factor')}
            </Title>
            <SecondFactor {...account.secondFactor} />
          </section>
          <section aria-labelledby="password">
            <Title order={2} id="password" mb="md">
              {t('password')}
            </Title>
            <PasswordForm login={account.login} />
          </section>
          <Identities />
          <SignIns signIns={account.signIns} />
        </Stack>
      )}
    </Page>
  );
}

function useEnding() {
  const t = useTexts(ownTexts);
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string | undefined) =>
      id ? api.delete(`/access/own/sign-ins/${id}`) : api.post('/access/own/sign-ins/end-others'),
    onError: notifyProblem,
    onSuccess: () => {
      notifyDone({ text: t('sign-ins.ended') });
      return queries.invalidateQueries({ queryKey: ['/access/own/account'] });
    },
  });
}

function SignIns({ signIns }: { signIns: SignIn[] }) {
  const t = useTexts(ownTexts);
  const formats = useFormats();
  const end = useEnding();
  const columns: Column<SignIn>[] = [
    {
      key: 'device',
      title: t('sign-ins.device'),
      value: ({ device }) => (device ? deviceName(device) : t('sign-ins.unknown')),
      isName: true,
    },
    {
      key: 'seen',
      title: t('sign-ins.seen'),
      value: ({ seenAt }) => seenAt,
      cell: ({ seenAt }) => formats.instant(seenAt),
    },
    {
      key: 'began',
      title: t('sign-ins.began'),
      value: ({ createdAt }) => createdAt,
      cell: ({ createdAt }) => formats.instant(createdAt),
    },
    {
      key: 'end',
      title: '',
      value: () => null,
      sortable: false,
      cell: ({ id, isThis }) =>
        isThis ? (
          <Badge variant="light">{t('sign-ins.this')}</Badge>
        ) : (
          <Button variant="default" size="sm" onClick={() => end.mutate(id)}>
            {t('sign-ins.end')}
          </Button>
        ),
    },
  ];
  return (
    <section aria-labelledby="sign-ins">
      <Title order={2} id="sign-ins" mb="md">
        {t('sign-ins')}
      </Title>
      <Stack gap="md">
        <DataTable
          caption={t('sign-ins')}
          columns={columns}
          rows={signIns}
          rowKey={({ id }) => id}
          initialSort="-seen"
        />
        {signIns.length > 1 && (
          <Button
            variant="default"
            style={{ alignSelf: 'flex-start' }}
            loading={end.isPending}
            onClick={() => end.mutate(undefined)}
          >
            {t('sign-ins.end-others')}
          </Button>
        )}
      </Stack>
    </section>
  );
}

// «Firefox · Windows»: enough to recognise one's own device.
function deviceName(agent: string) {
  const browser = ['YaBrowser', 'Edg', 'OPR', 'Firefox', 'Chrome', 'Safari'].find((name) => agent.includes(name));
  const system = ['Windows', 'Android', 'iPhone', 'iPad', 'Mac OS', 'Linux'].find((name) => agent.includes(name));
  const shown = { YaBrowser: 'Яндекс Браузер', Edg: 'Edge', OPR: 'Opera' }[browser ?? ''] ?? browser;
  return [shown, system].filter(Boolean).join(' · ') || agent.slice(0, 60);
}
