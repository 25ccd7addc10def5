import { Page, useApi, useParam, useTexts } from '@regiso/core/ui';
import type { ClassDossiers } from '../../shared/dossiers';
import { ClassTable } from '../dossiers/ClassTable';
import { dossierTexts } from '../dossiers/texts';
import { texts } from '../texts';

/** Personal files of a class, for the head teacher and whoever leads it. */
export default function ClassDossiersPage() {
  const t = useTexts(dossierTexts);
  const titles = useTexts(texts);
  const id = useParam('id');
  const { data, error, refetch } = useApi<ClassDossiers>(`/school/classes/${id}/dossiers`);
  const title = data ? t('title', { name: data.name }) : titles('dossiers');
  return (
    <Page title={title} lead={t('lead')} breadcrumbs={[{ title: titles('class'), to: `/school/classes/${id}` }]}>
      <ClassTable of={data} caption={title} error={error} retry={() => void refetch()} />
    </Page>
  );
}
