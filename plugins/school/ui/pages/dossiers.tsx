import { IconFolder } from '@tabler/icons-react';
import { EmptyState, useApi, useTexts } from '@regiso/core/ui';
import type { ClassDossiers } from '../../shared/dossiers';
import { OwnClass } from '../classes/OwnClass';
import { ClassTable } from '../dossiers/ClassTable';
import { dossierTexts } from '../dossiers/texts';
import { texts } from '../texts';

/** Personal files of the class that one leads. */
export default function Dossiers() {
  const t = useTexts(dossierTexts);
  const titles = useTexts(texts);
  return (
    <OwnClass
      title={titles('dossiers')}
      lead={t('lead')}
      label={t('choose')}
      none={<EmptyState icon={IconFolder} title={t('no-class')} what={t('no-class.what')} />}
    >
      {({ id }) => <OfClass id={id} />}
    </OwnClass>
  );
}

function OfClass({ id }: { id: string }) {
  const titles = useTexts(texts);
  const { data, error, refetch } = useApi<ClassDossiers>(`/school/classes/${id}/dossiers`);
  return <ClassTable of={data} caption={titles('dossiers')} error={error} retry={() => void refetch()} />;
}
