import {
  api,
  Button,
  EmptyState,
  ErrorState,
  Loader,
  Stack,
  Text,
  useFormats,
  useLanguage,
  useQuery,
  useTexts,
} from '@regiso/core/ui';
import { useState } from 'react';
import { useNames } from '../../access/ui/names';
import styles from './People.module.css';
import { recordTexts } from './record-texts';
import { wordTexts } from './words';

type Line = {
  id: string;
  at: string;
  what: string;
  whatEn: string;
  roles: string[];
  who: string | null;
  post: string | null;
  organisation: string | null;
  isMe: boolean;
};
type SeenPage = { items: Line[]; next: string | null };

/** Who opened the records of a person, when and in which role. Asking is recorded too, so it is asked once. */
export function Seen({ address }: { address: string }) {
  const t = useTexts(recordTexts);
  const words = useTexts(wordTexts);
  const [older, setOlder] = useState<SeenPage>();
  const first = useQuery({
    queryKey: [address, 'seen'],
    queryFn: () => api.post<SeenPage>(address),
    refetchOnWindowFocus: false,
    staleTime: 30_000,
  });
  if (first.isPending) return <Loader />;
  if (first.error) return <ErrorState error={first.error} retry={() => void first.refetch()} />;
  const items = [...first.data.items, ...(older?.items ?? [])];
  const next = older ? older.next : first.data.next;
  const load = async () => {
    const page = await api.post<SeenPage>(address, { after: next });
    setOlder({ items: [...(older?.items ?? []), ...page.items], next: page.next });
  };
  if (!items.length) return <EmptyState title={t('seen.none')} />;
  return (
    <Stack gap="md">
      <Text c="dimmed">{t('seen.lead')}</Text>
      <ol className={styles.list}>
        {items.map((line) => (
          <SeenLine key={line.id} line={line} />
        ))}
      </ol>
      {next && (
        <div>
          <Button variant="default" onClick={() => void load()}>
            {words('more')}
          </Button>
        </div>
      )}
    </Stack>
  );
}

function SeenLine({ line: { at, what, whatEn, roles, who, post, organisation, isMe } }: { line: Line }) {
  const t = useTexts(recordTexts);
  const names = useNames();
  const { instant } = useFormats();
  const { language } = useLanguage();
  const role = (id: string) => {
    if (id === 'guardian') return t('seen.guardian');
    return id === 'system' ? t('seen.system') : names.role(id);
  };
  return (
    <li>
      <p className={styles.marks}>
        <time dateTime={at}>{instant(at)}</time>
        <strong>{roles.map(role).join(', ')}</strong>
        {isMe && <span>({t('seen.me')})</span>}
      </p>
      <p className={styles.under}>
        <span>{language === 'en' ? whatEn : what}</span>
        {who && <span>{[who, post].filter(Boolean).join(', ')}</span>}
        {organisation && <span>{organisation}</span>}
      </p>
    </li>
  );
}
