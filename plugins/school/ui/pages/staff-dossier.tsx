import { DossierPage, useParam, useTexts } from '@regiso/core/ui';
import { texts } from '../texts';

/** The personal file of somebody who works in a school, or worked there. */
export default function StaffDossier() {
  const titles = useTexts(texts);
  return (
    <DossierPage
      address={`/school/staff/${useParam('id')}/dossier`}
      breadcrumbs={[{ title: titles('staff'), to: '/school/staff' }]}
    />
  );
}
