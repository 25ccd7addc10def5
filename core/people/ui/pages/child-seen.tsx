import { Page, useParam, useTexts } from '@regiso/core/ui';
import { menuTexts } from '../menu-texts';
import { ownTexts } from '../own-texts';
import { Seen } from '../Seen';

export default function ChildSeen() {
  const t = useTexts(ownTexts);
  const menu = useTexts(menuTexts);
  const id = useParam('id');
  return (
    <Page
      title={menu('child-seen')}
      lead={t('seen.lead')}
      narrow
      breadcrumbs={[{ title: menu('children'), to: '/people/children' }]}
    >
      <Seen address={`/people/own/children/${id}/seen`} />
    </Page>
  );
}
