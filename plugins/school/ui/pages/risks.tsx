import { IconUrgent } from '@tabler/icons-react';
import { EmptyState, NativeSelect, Page, useApi, useMay, useTexts, useUrlState } from '@regiso/core/ui';
import type { ClassBrief } from '../../shared/classes';
import { OwnClass } from '../classes/OwnClass';
import { Risks } from '../risks/Risks';
import styles from '../risks/Risks.module.css';
import { riskTexts } from '../risks/texts';
import { texts } from '../texts';

/** Who needs attention: in all classes for whoever oversees the school, in the own one for a class teacher. */
export default function RisksPage() {
  return useMay('school.oversee') ? <OfSchool /> : <OfOwn />;
}

function OfOwn() {
  const t = useTexts(riskTexts);
  const titles = useTexts(texts);
  return (
    <OwnClass
      title={titles('risks')}
      lead={t('lead')}
      label={t('class')}
      choiceClass={styles.screen}
      none={<EmptyState icon={IconUrgent} title={t('no-class')} what={t('no-class.what')} />}
    >
      {({ id }) => <Risks key={id} address={`/school/classes/${id}/risks`} />}
    </OwnClass>
  );
}

function OfSchool() {
  const t = useTexts(riskTexts);
  const titles = useTexts(texts);
  const [{ class: chosen }, choose] = useUrlState({ class: '' });
  const { data } = useApi<ClassBrief[]>('/school/classes');
  const hasSchools = new Set(data?.map(({ organisationId }) => organisationId)).size > 1;
  const choice = (
    <NativeSelect
      label={t('class')}
      value={chosen}
      data={[
        { value: '', label: t('class.all') },
        ...(data ?? []).map(({ id, name, organisation }) => ({
          value: id,
          label: hasSchools ? `${name} · ${organisation}` : name,
        })),
      ]}
      onChange={({ currentTarget: { value } }) => choose({ class: value })}
    />
  );
  return (
    <Page title={titles('risks')} lead={t('lead')}>
      <Risks address={chosen ? `/school/classes/${chosen}/risks` : '/school/risks'} choice={choice} hasReports />
    </Page>
  );
}
