import { IconAward } from '@tabler/icons-react';
import { EmptyState, useTexts } from '@regiso/core/ui';
import { OwnClass } from '../classes/OwnClass';
import { ClassItems } from '../portfolio/ClassItems';
import { portfolioTexts } from '../portfolio/texts';
import { texts } from '../texts';

/** Achievements of the pupils of the own class. */
export default function Portfolios() {
  const t = useTexts(portfolioTexts);
  const titles = useTexts(texts);
  return (
    <OwnClass
      title={titles('portfolios')}
      lead={t('class.lead')}
      label={t('class.choice')}
      none={<EmptyState icon={IconAward} title={t('class.not-led')} what={t('class.not-led.what')} />}
    >
      {({ id }) => <ClassItems key={id} classId={id} />}
    </OwnClass>
  );
}
