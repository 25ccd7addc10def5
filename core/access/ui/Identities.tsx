import {
  Alert,
  api,
  Badge,
  Button,
  ConfirmButton,
  Group,
  notifyDone,
  notifyProblem,
  Stack,
  Text,
  Title,
  useApi,
  useFormats,
  useLanguage,
  useMutation,
  useQueryClient,
  useTexts,
} from '@regiso/core/ui';
import { entryTexts } from './entry-texts';

type Named = { title: string; titleEn: string };
type Linked = Named & { id: string; linkedAt: string; usedAt: string | null };
type Way = Named & { id: string; isLinked: boolean };
type OwnIdentities = { hasPassword: boolean; provesBy: string[]; linked: Linked[]; ways: Way[] };

const path = '/access/own/identities';

/** Which identities of providers are linked to one's account; nothing where no provider is set up. */
export function Identities() {
  const t = useTexts(entryTexts);
  const own = useApi<OwnIdentities>(path);
  if (!own.data || (!own.data.ways.length && !own.data.linked.length)) return null;
  const justLinked = new URLSearchParams(window.location.search).has('linked');
  return (
    <section aria-labelledby="identities">
      <Title order={2} id="identities" mb="md">
        {t('identities')}
      </Title>
      <Stack gap="md" align="flex-start">
        {justLinked && (
          <Alert color="green" role="status">
            {t('identities.done')}
          </Alert>
        )}
        {own.data.linked.map((identity) => (
          <LinkedIdentity key={identity.id} identity={identity} />
        ))}
        {own.data.ways
          .filter(({ isLinked }) => !isLinked)
          .map((way) => (
            <LinkButton key={way.id} way={way} />
          ))}
      </Stack>
    </section>
  );
}

const useTitle = () => {
  const { language } = useLanguage();
  return ({ title, titleEn }: Named) => (language === 'en' ? titleEn : title);
};

function LinkedIdentity({ identity }: { identity: Linked }) {
  const t = useTexts(entryTexts);
  const formats = useFormats();
  const title = useTitle()(identity);
  const queries = useQueryClient();
  const unlink = useMutation({
    mutationFn: () => api.delete(`${path}/${identity.id}`),
    onError: notifyProblem,
    onSuccess: () => {
      notifyDone({ text: t('identities.undone') });
      return queries.invalidateQueries({ queryKey: [path] });
    },
  });
  return (
    <Group gap="sm">
      <Badge variant="light">{title}</Badge>
      <Text>
        {t('identities.linked', { when: formats.instant(identity.linkedAt) })}
        {identity.usedAt && `, ${t('identities.used', { when: formats.instant(identity.usedAt) })}`}
      </Text>
      <ConfirmButton
        variant="default"
        size="sm"
        loading={unlink.isPending}
        question={t('identities.unlink-question', { way: title })}
        consequence={t('identities.unlink-what')}
        confirm={t('identities.unlink')}
        onConfirm={() => unlink.mutate()}
      >
        {t('identities.unlink')}
      </ConfirmButton>
    </Group>
  );
}

/** Leaves the page for the provider; the browser comes back to this page. */
const leaveFor = ({ location }: { location: string }) => window.location.assign(location);

function LinkButton({ way }: { way: Way }) {
  const t = useTexts(entryTexts);
  const title = useTitle()(way);
  const link = useMutation({
    mutationFn: () => api.post<{ location: string }>(`${path}/${way.id}`),
    onError: notifyProblem,
    onSuccess: leaveFor,
  });
  return (
    <>
      <Button variant="default" loading={link.isPending || link.isSuccess} onClick={() => link.mutate()}>
        {t('identities.link', { way: title })}
      </Button>
    </>
  );
}
