import { IconFolder } from '@tabler/icons-react';
import { Button, EmptyState, Link, Page, Text, useApi, useTexts } from '@regiso/core/ui';
import type { OwnDossier } from '../../shared/dossiers';
import { OwnFile } from '../dossiers/OwnFile';
import styles from '../dossiers/OwnFile.module.css';
import { ownDossierTexts } from '../dossiers/own-texts';
import { texts } from '../texts';

/** Which papers the kindergarten still needs of one's children, where to bring them, and which are there. */
export default function OwnDossiers() {
  const t = useTexts(ownDossierTexts);
  const titles = useTexts(texts);
  const { data, error, isPending, refetch } = useApi<OwnDossier[]>('/kindergarten/own/dossiers');
  return (
    <Page
      title={titles('own-dossier')}
      lead={data?.length ? t('lead') : undefined}
      breadcrumbs={[{ title: titles('own'), to: '/kindergarten/own' }]}
      loading={isPending}
      error={data ? undefined : error}
      retry={() => void refetch()}
    >
      {data?.length === 0 && (
        <EmptyState icon={IconFolder} title={t('none')} what={t('none.what')}>
          <Button component={Link} {...{ to: '/kindergarten/own' as '/' }}>
            {t('apply')}
          </Button>
        </EmptyState>
      )}
      {Boolean(data?.length) && (
        <>
          <ul className={styles.list}>
            {data?.map((file) => (
              <OwnFile key={`${file.childId}/${file.organisation}`} file={file} />
            ))}
          </ul>
          <Text size="sm" c="dimmed" mt="md" maw="44rem">
            {t('unverified')}
          </Text>
        </>
      )}
    </Page>
  );
}
