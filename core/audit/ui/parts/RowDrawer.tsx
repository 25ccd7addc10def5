import type { ReactNode } from 'react';
import { Drawer, Link, useFormats, useMay, useRegion, useTexts } from '@regiso/core/ui';
import styles from '../Audit.module.css';
import type { RowView } from '../model';
import { rowTexts } from '../row-texts';
import { ProofButton } from './ProofButton';
import { SealMark, useSay } from './say';

type Props = { row: RowView | undefined; onClose: () => void };

/** All that a row says, and its proof. */
export function RowDrawer({ row, onClose }: Props) {
  const t = useTexts(rowTexts);
  return (
    <Drawer
      opened={row !== undefined}
      onClose={onClose}
      position="right"
      size="34rem"
      title={t('row')}
      transitionProps={{ duration: 0 }}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {row && (
        <div className={styles.drawer}>
          <Facts row={row} />
          <Details row={row} />
          <ProofButton id={row.id} />
        </div>
      )}
    </Drawer>
  );
}

function Facts({ row }: { row: RowView }) {
  const t = useTexts(rowTexts);
  const say = useSay();
  const { exactInstant } = useFormats();
  const zone = useRegion()?.timeZone;
  return (
    <dl className={styles.facts}>
      <Fact name={t('fact.event')}>
        <strong>{say.event(row.event)}</strong>
        <Code>{row.event}</Code>
      </Fact>
      <Fact name={t('fact.at')}>
        <time dateTime={row.at}>{exactInstant(row.at)}</time>
        {zone && <Code>{zone}</Code>}
      </Fact>
      <Fact name={t('fact.who')}>
        {say.who(row)}
        {row.actor && <Code>{row.actor.id}</Code>}
      </Fact>
      <Fact name={t('fact.roles')}>{row.actor && say.roles(row)}</Fact>
      <Fact name={t('fact.for')}>
        {say.account(row.onBehalfOf)}
        {row.onBehalfOf && <Code>{row.onBehalfOf.id}</Code>}
      </Fact>
      <Fact name={t('fact.purpose')}>{row.purpose}</Fact>
      <Subjects row={row} />
      <Fact name={t('fact.ip')}>{row.ip && <Code>{row.ip}</Code>}</Fact>
      <Fact name={t('fact.request')}>{row.requestId && <Code>{row.requestId}</Code>}</Fact>
      <Fact name={t('fact.id')}>
        <Code>{row.id}</Code>
      </Fact>
      <Fact name={t('fact.sealed')}>
        <SealMark sealed={row.sealed} />
      </Fact>
    </dl>
  );
}

/** The record, the person and the organisation of a row, with the pages where they stand. */
function Subjects({ row: { objectType, objectId, objectName, personId, organisationId } }: { row: RowView }) {
  const t = useTexts(rowTexts);
  const say = useSay();
  const isSame = (type: string, id: string | null) => objectType === type && objectId === id;
  return (
    <>
      <Fact name={t('fact.about')}>
        <span>{[say.object(objectType), objectName].filter(Boolean).join(': ')}</span>
        {objectId && <Code>{objectId}</Code>}
        <OpenLink type={objectType} id={objectId} label={t('open')} />
      </Fact>
      {personId && !isSame('person', personId) && (
        <Fact name={t('fact.person')}>
          <Code>{personId}</Code>
          <OpenLink type="person" id={personId} label={t('open.person')} />
        </Fact>
      )}
      {organisationId && !isSame('organisation', organisationId) && (
        <Fact name={t('fact.organisation')}>
          <Code>{organisationId}</Code>
          <OpenLink type="organisation" id={organisationId} label={t('open.organisation')} />
        </Fact>
      )}
    </>
  );
}

function Details({ row: { event, details } }: { row: RowView }) {
  const t = useTexts(rowTexts);
  const say = useSay();
  const order = [...say.detailsOf(event), 'persons'];
  const entries = Object.entries(details).sort(([a], [b]) => order.indexOf(a) - order.indexOf(b));
  if (!entries.length) return null;
  return (
    <section className={styles.part} aria-label={t('details')}>
      <h3>{t('details')}</h3>
      <dl className={styles.facts}>
        {entries.map(([name, value]) => (
          <Fact key={name} name={say.detail(name)}>
            {say.value(name, value)}
          </Fact>
        ))}
      </dl>
    </section>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  const isEmpty = [children].flat().every((one) => one === null || one === undefined || one === '' || one === false);
  if (isEmpty) return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

const Code = ({ children }: { children: ReactNode }) => <span className={styles.code}>{children}</span>;

const pages: Readonly<Record<string, { permission?: string; to: (id: string) => string }>> = {
  person: { permission: 'people.read', to: (id) => `/people/persons/${id}` },
  organisation: { permission: 'participants.read', to: (id) => `/participants/organisations/${id}` },
  participant: { permission: 'agreements.read', to: (id) => `/agreements/participants/${id}` },
  ticket: { to: (id) => `/support/tickets/${id}` },
  'import-run': { permission: 'imports.run', to: (id) => `/imports/runs/${id}` },
};

/** A link to the page of a record, where there is one and the reader may open it. */
function OpenLink({ type, id, label }: { type: string; id: string | null; label: string }) {
  const page = pages[type];
  const may = useMay(page?.permission ?? '');
  if (!id || !page || (page.permission && !may)) return null;
  return (
    <Link to={page.to(id) as '/'} className={styles.open ?? ''}>
      {label}
    </Link>
  );
}
