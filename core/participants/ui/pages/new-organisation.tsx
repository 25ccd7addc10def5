import { notifyDone, Page, useNavigate, useQueryClient, useTexts } from '@regiso/core/ui';
import { cardAddress, listAddress } from '../addresses';
import { OrganisationForm } from '../form/OrganisationForm';
import { formTexts } from '../form/texts';
import { menuTexts } from '../menu-texts';
import { refreshRegister } from '../refresh';

export default function NewOrganisation() {
  const t = useTexts(formTexts);
  const menu = useTexts(menuTexts);
  const navigate = useNavigate();
  const queries = useQueryClient();
  return (
    <Page title={menu('new')} breadcrumbs={[{ title: menu('organisations'), to: listAddress }]}>
      <OrganisationForm
        onCancel={() => void navigate({ to: listAddress as '/' })}
        onSaved={(saved) => {
          void refreshRegister(queries, saved);
          notifyDone({ text: t('form.created', { name: saved.shortName }) });
          void navigate({ to: cardAddress(saved.id) as '/' });
        }}
      />
    </Page>
  );
}
