import { api, Button, notifyProblem, Stack, Text, useApi, useLanguage, useMutation, useTexts } from '@regiso/core/ui';
import { entryTexts } from './entry-texts';

type Proving = {
  hasPassword: boolean;
  provesBy: string[];
  ways: { id: string; title: string; titleEn: string }[];
};

/** By which providers one may prove again who one is, and whether there is a password at all. */
export const useProving = () => useApi<Proving>('/access/own/identities').data;

/** Buttons that leave for a provider and come back to this page with the proof given. */
export function ProofByWays() {
  const t = useTexts(entryTexts);
  const { language } = useLanguage();
  const proving = useProving();
  const to = `${window.location.pathname}${window.location.search}`.replace(/^\/app/, '') || '/';
  const prove = useMutation({
    mutationFn: (way: string) => api.post<{ location: string }>(`/access/own/proof/${way}`, { to }),
    onError: notifyProblem,
    onSuccess: ({ location }) => window.location.assign(location),
  });
  const able = proving?.ways.filter(({ id }) => proving.provesBy.includes(id)) ?? [];
  if (!able.length) return null;
  return (
    <Stack gap="sm" mt="md">
      {able.map(({ id, title, titleEn }) => (
        <Button key={id} variant="default" loading={prove.isPending} onClick={() => prove.mutate(id)}>
          {t('proof.by', { way: language === 'en' ? titleEn : title })}
        </Button>
      ))}
      <Text c="dimmed" fz="sm">
        {t('proof.again')}
      </Text>
    </Stack>
  );
}
