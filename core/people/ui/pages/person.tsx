import { IconHistory, IconPencil } from '@tabler/icons-react';
import {
  Badge,
  Button,
  Link,
  Page,
  Tabs,
  useFormats,
  useMay,
  useNavigate,
  useParam,
  useQuery,
  useTexts,
  useUrlState,
  WhySeen,
} from '@regiso/core/ui';
import { askWhoLooked } from '../../../audit/ui/who-looked';
import { Consents } from '../Consents';
import { Documents } from '../Documents';
import { Family } from '../Family';
import { Main } from '../Main';
import { menuTexts } from '../menu-texts';
import { cardAddress, cardQuery, personsAddress, type Card } from '../model';
import styles from '../People.module.css';
import { personTexts } from '../person-texts';
import { ReportTwin } from '../ReportTwin';
import { Seen } from '../Seen';
import { fullName, wordTexts } from '../words';

const tabs = ['main', 'family', 'documents', 'consents', 'seen'] as const;

export default function Person() {
  const menu = useTexts(menuTexts);
  const id = useParam('id');
  const card = useQuery(cardQuery(id));
  return (
    <Page
      title={card.data ? fullName(card.data) : menu('person')}
      breadcrumbs={[{ title: menu('persons'), to: personsAddress }]}
      actions={card.data && <Actions card={card.data} />}
      loading={card.isPending}
      error={card.data ? undefined : card.error}
      retry={() => void card.refetch()}
    >
      {card.data && <Opened card={card.data} />}
    </Page>
  );
}

function Actions({ card }: { card: Card }) {
  const t = useTexts(personTexts);
  const mayReadLog = useMay('audit.read');
  return (
    <>
      <WhySeen kind="people.card" id={card.id} />
      {mayReadLog && <WhoLooked card={card} />}
      {card.may.reportTwin && <ReportTwin card={card} />}
      {card.may.edit && (
        <Button
          leftSection={<IconPencil size={20} aria-hidden />}
          renderRoot={(root) => <Link {...root} to={`${cardAddress(card.id)}/edit` as '/'} />}
        >
          {t('edit')}
        </Button>
      )}
    </>
  );
}

/** To the audit log, which opens with the looks at this person; no address says whose. */
function WhoLooked({ card }: { card: Card }) {
  const t = useTexts(personTexts);
  const navigate = useNavigate();
  return (
    <Button
      variant="default"
      leftSection={<IconHistory size={20} aria-hidden />}
      onClick={() => {
        askWhoLooked({ id: card.id, name: fullName(card) });
        void navigate({ to: '/audit' as '/' });
      }}
    >
      {t('who-looked')}
    </Button>
  );
}

function Opened({ card }: { card: Card }) {
  const t = useTexts(personTexts);
  const [{ tab }, change] = useUrlState({ tab: 'main' });
  const present = tabs.find((one) => one === tab) ?? 'main';
  const shown = tabs.filter((one) => one !== 'seen' || card.may.edit);
  const title = (one: (typeof tabs)[number]) => {
    if (one === 'family')
      return t(card.children.length && !card.guardians.length ? 'tab.family.children' : 'tab.family');
    return t(`tab.${one}`);
  };
  return (
    <div className={styles.page}>
      <Marks card={card} />
      <Tabs value={present} onChange={(value) => change({ tab: value ?? 'main' })} keepMounted={false}>
        <Tabs.List mb="md">
          {shown.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {title(one)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="main">
          <Main card={card} />
        </Tabs.Panel>
        <Tabs.Panel value="family">
          <Family card={card} />
        </Tabs.Panel>
        <Tabs.Panel value="documents">
          <Documents card={card} />
        </Tabs.Panel>
        <Tabs.Panel value="consents">
          <Consents card={card} />
        </Tabs.Panel>
        {card.may.edit && (
          <Tabs.Panel value="seen">
            <Seen address={`${cardAddress(card.id)}/seen`} />
          </Tabs.Panel>
        )}
      </Tabs>
    </div>
  );
}

function Marks({ card }: { card: Card }) {
  const words = useTexts(wordTexts);
  const formats = useFormats();
  const [place] = card.organisations.filter(({ endsOn }) => !endsOn);
  return (
    <p className={styles.marks}>
      {card.birthDate && <span>{words('born', { day: formats.day(card.birthDate) })}</span>}
      {place && <span>{`${words(`role.${place.role}`)}: ${place.organisation.name}`}</span>}
      {card.isDemo && (
        <Badge color="yellow" variant="outline">
          {words('demo')}
        </Badge>
      )}
    </p>
  );
}
