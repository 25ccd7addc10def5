import { Page, Stack, useParam, useTexts } from '@regiso/core/ui';
import { ClassItems } from '../portfolio/ClassItems';
import { portfolioTexts } from '../portfolio/texts';
import { texts } from '../texts';

/** Achievements of the pupils of a class, for the head teacher. */
export default function ClassPortfoliosPage() {
  const t = useTexts(portfolioTexts);
  const titles = useTexts(texts);
  const id = useParam('id');
  return (
    <Page
      title={titles('portfolios')}
      lead={t('class.lead')}
      breadcrumbs={[{ title: titles('class'), to: `/school/classes/${id}` }]}
    >
      <Stack gap="md">
        <ClassItems classId={id} />
      </Stack>
    </Page>
  );
}
