import { notifyDone, Page, useNavigate, useParam, useQuery, useQueryClient, useTexts } from '@regiso/core/ui';
import { cardAddress, listAddress } from '../addresses';
import { OrganisationForm } from '../form/OrganisationForm';
import { formTexts } from '../form/texts';
import { menuTexts } from '../menu-texts';
import { cardQuery, refreshRegister } from '../refresh';

export default function EditOrganisation() {
  const t = useTexts(formTexts);
  const menu = useTexts(menuTexts);
  const id = useParam('id');
  const navigate = useNavigate();
  const queries = useQueryClient();
  // The form begins from the card as it is now, and keeps what it began from while others may write.
  const card = useQuery({
    ...cardQuery(id),
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  const back = () => void navigate({ to: cardAddress(id) as '/' });
  return (
    <Page
      title={menu('edit')}
      lead={card.data?.shortName}
      breadcrumbs={[
        { title: menu('organisations'), to: listAddress },
        { title: card.data?.shortName ?? menu('organisation'), to: cardAddress(id) },
      ]}
      loading={card.isPending || (card.isFetching && !card.isFetchedAfterMount)}
      error={card.data ? undefined : card.error}
      retry={() => void card.refetch()}
    >
      {card.data && (
        <OrganisationForm
          key={id}
          card={card.data}
          onCancel={back}
          onSaved={(saved) => {
            void refreshRegister(queries, saved);
            notifyDone({ text: t('form.saved', { name: saved.shortName }) });
            back();
          }}
        />
      )}
    </Page>
  );
}
