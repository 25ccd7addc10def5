import { IconExternalLink, IconPencil } from '@tabler/icons-react';
import { Alert, Button, Group, Link, Page, useMay, useParam, useQuery, useTexts, WhySeen } from '@regiso/core/ui';
import { editAddress, listAddress } from '../addresses';
import { Buildings } from '../card/Buildings';
import styles from '../card/Card.module.css';
import { CloseButton } from '../card/CloseButton';
import { Family } from '../card/Family';
import { History } from '../card/History';
import { Place } from '../card/Place';
import { Programmes } from '../card/Programmes';
import { Contacts, Licence, Requisites } from '../card/Requisites';
import { Source } from '../card/Source';
import { cardTexts } from '../card/texts';
import type { Card } from '../choices';
import { useDraft } from '../form/draft';
import { menuTexts } from '../menu-texts';
import { cardQuery } from '../refresh';
import { DemoBadge, StatusBadge } from '../StatusBadge';
import { wordTexts } from '../word-texts';

export default function Organisation() {
  const menu = useTexts(menuTexts);
  const id = useParam('id');
  const card = useQuery(cardQuery(id));
  const mayEdit = useMay('participants.edit');
  return (
    <Page
      title={card.data?.shortName ?? menu('organisation')}
      breadcrumbs={[{ title: menu('organisations'), to: listAddress }]}
      actions={card.data && <Actions card={card.data} mayEdit={mayEdit} />}
      loading={card.isPending}
      error={card.data ? undefined : card.error}
      retry={() => void card.refetch()}
    >
      {card.data && (
        <div className={styles.card}>
          <Marks card={card.data} />
          {mayEdit && <DraftNote id={id} />}
          <div className={styles.pair}>
            <div className={styles.column}>
              <Requisites card={card.data} />
              <Licence card={card.data} />
            </div>
            <div className={styles.column}>
              <Place card={card.data} />
              <Contacts card={card.data} />
            </div>
          </div>
          <Buildings card={card.data} />
          <div className={styles.pair}>
            <div className={styles.column}>
              <Programmes card={card.data} />
              <Family card={card.data} />
            </div>
            <div className={styles.column}>
              <Source card={card.data} />
              {mayEdit && <History id={id} />}
            </div>
          </div>
        </div>
      )}
    </Page>
  );
}

function Actions({ card, mayEdit }: { card: Card; mayEdit: boolean }) {
  const t = useTexts(cardTexts);
  return (
    <>
      <Button
        component="a"
        href={`/organisations/${card.id}`}
        target="_blank"
        variant="default"
        rightSection={<IconExternalLink size={18} aria-hidden />}
      >
        {t('card.public')}
      </Button>
      <WhySeen kind="participants.organisation" id={card.id} />
      {mayEdit && <CloseButton card={card} />}
      {mayEdit && (
        <Button
          leftSection={<IconPencil size={20} aria-hidden />}
          renderRoot={(root) => <Link {...root} to={editAddress(card.id) as '/'} />}
        >
          {t('card.edit')}
        </Button>
      )}
    </>
  );
}

function Marks({ card }: { card: Card }) {
  const words = useTexts(wordTexts);
  const place = card.municipality?.name ?? card.region.name;
  return (
    <p className={styles.marks}>
      <span>{[words(`kind.${card.kind as 'school'}`), place].join(' · ')}</span>
      <StatusBadge status={card.status} />
      {card.isDemo && <DemoBadge />}
    </p>
  );
}

function DraftNote({ id }: { id: string }) {
  const t = useTexts(cardTexts);
  const { draft } = useDraft(id);
  if (!draft) return null;
  return (
    <Alert color="yellow" role="note">
      <Group justify="space-between">
        {t('card.draft')}
        <Link to={editAddress(id) as '/'}>{t('card.draft.go')}</Link>
      </Group>
    </Alert>
  );
}
