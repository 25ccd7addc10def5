import { useEffect } from 'react';
import { IconArchive } from '@tabler/icons-react';
import {
  apiAddress,
  apiQuery,
  Button,
  EmptyState,
  ErrorState,
  Group,
  PageSkeleton,
  Text,
  useFormats,
  useQuery,
  useTexts,
} from '@regiso/core/ui';
import type { ClassArchives } from '../../shared/archive';
import { useSubject } from '../journal/words';
import styles from './Archive.module.css';
import { Make } from './Make';
import { archiveTexts } from './texts';

type Journal = ClassArchives['journals'][number];
type Version = Journal['versions'][number];

/** Journals of a class, each with the last version of its archive and the earlier ones folded. */
export function Journals({ id, isMade }: { id: string; isMade: boolean }) {
  const t = useTexts(archiveTexts);
  const { data, error, refetch } = useQuery({
    ...apiQuery<ClassArchives>(`/school/classes/${id}/archive`),
    refetchInterval: isMade ? 2_000 : false,
  });
  // The last of an order may have come after the last look.
  useEffect(() => {
    if (!isMade) void refetch({ cancelRefetch: false });
  }, [isMade, refetch]);
  if (error && !data) return <ErrorState error={error} retry={() => void refetch()} />;
  if (!data) return <PageSkeleton />;
  if (!data.journals.length)
    return <EmptyState icon={IconArchive} title={t('none.journals')} what={t('none.journals-what')} />;
  return (
    <ul className={styles.list}>
      {data.journals.map((journal) => (
        <One key={journal.id} journal={journal} />
      ))}
    </ul>
  );
}

function One({ journal }: { journal: Journal }) {
  const t = useTexts(archiveTexts);
  const subject = useSubject();
  const {
    id,
    teacher,
    subgroup,
    isWritten,
    versions: [last, ...earlier],
  } = journal;
  const name = subgroup === null ? subject(journal) : t('subgroup', { subject: subject(journal), subgroup });
  const make = t(last ? 'make.again' : 'make.journal');
  return (
    <li className={styles.one}>
      <div className={styles.head}>
        <h3>{name}</h3>
        <Text c="dimmed">{teacher ?? t('no-teacher')}</Text>
      </div>
      {last ? <Kept version={last} name={name} /> : <Text>{t(isWritten ? 'no-versions' : 'not-written')}</Text>}
      {isWritten && (
        <Group gap="xs" mt="xs">
          {last && <Pdf version={last} name={name} />}
          <Make scope="journal" id={id} label={make} named={t('make.of', { what: make, journal: name })} size="sm" />
        </Group>
      )}
      {earlier.length > 0 && (
        <details className={styles.earlier}>
          <summary>{t('earlier', { count: earlier.length })}</summary>
          <ul className={styles.list}>
            {earlier.map((version) => (
              <li key={version.id}>
                <Kept version={version} name={name} />
                <Pdf version={version} name={name} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}

type KeptProps = { version: Version; name: string };

function Kept({ version: { number, version, who, madeAt, reason, sha256 } }: KeptProps) {
  const t = useTexts(archiveTexts);
  const { briefInstant } = useFormats();
  return (
    <>
      <Text fw={600}>{t('version', { version, number })}</Text>
      <Text size="sm">{t('version.who', { who: who ?? t('nobody'), when: briefInstant(madeAt), reason })}</Text>
      <Text className={styles.sum ?? ''}>
        {t('sha256')}: {sha256}
      </Text>
    </>
  );
}

function Pdf({ version: { id, version, bytes }, name }: KeptProps) {
  const t = useTexts(archiveTexts);
  const { size } = useFormats();
  if (bytes === null) return null;
  const what = `${t('pdf')}, ${size(bytes)}`;
  return (
    <Button
      size="sm"
      variant="default"
      component="a"
      href={apiAddress(`/school/archive/${id}/file`)}
      download
      aria-label={t('pdf.of', { what, journal: name, version })}
    >
      {what}
    </Button>
  );
}
