import { DossierPage, useParam, useTexts } from '@regiso/core/ui';
import { texts } from '../texts';

/** The personal file of a child, of one who has left too. */
export default function Dossier() {
  const titles = useTexts(texts);
  return (
    <DossierPage
      address={`/kindergarten/dossiers/${useParam('id')}`}
      breadcrumbs={[{ title: titles('dossiers'), to: '/kindergarten/dossiers' }]}
    />
  );
}
