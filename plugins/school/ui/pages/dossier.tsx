import { DossierPage, useParam, useTexts } from '@regiso/core/ui';
import { texts } from '../texts';

/** The personal file of a pupil, of one who has left too. */
export default function Dossier() {
  const titles = useTexts(texts);
  return (
    <DossierPage
      address={`/school/dossiers/${useParam('id')}`}
      breadcrumbs={[{ title: titles('dossiers'), to: '/school/dossiers' }]}
    />
  );
}
