import { IconAlertTriangle, IconCircleCheck, IconCircleDashed } from '@tabler/icons-react';
import type { DossierItem, DossierLine } from '../../dossiers/shapes';
import { api } from '../api/client';
import { Accordion, Badge, Text } from '../elements';
import { ReasonDialog } from '../notices/ReasonDialog';
import { useFormats } from '../texts/formats';
import { useTexts } from '../texts/i18n';
import { AddPaper } from './AddPaper';
import { AttachedFiles } from './AttachedFiles';
import styles from './Dossier.module.css';
import { dossierTexts } from './texts';
import { today } from './today';
import { useTitle } from './use-title';

type Rights = { address: string; mayKeep: boolean; isLocked: boolean };
const colours = { present: 'green', missing: 'red', expired: 'red', returned: 'yellow' } as const;

/** Lines of the checklist: how each stands, its papers, and below them what was handed back or taken out. */
export function Checklist({ lines, ...rights }: Rights & { lines: readonly DossierLine[] }) {
  const t = useTexts(dossierTexts);
  const title = useTitle();
  return (
    <ul className={styles.lines}>
      {lines.map((line) => (
        <li key={line.kind} className={styles.line}>
          <StateIcon line={line} />
          <div>
            <div className={styles.name}>{title(line)}</div>
            <Text size="sm" c="dimmed">
              {[line.act, line.clause?.replaceAll(' ', '\u00a0')].filter(Boolean).join(', ')}
              {!line.verified && ` (${t('unverified')})`}
            </Text>
          </div>
          <Badge className={styles.state ?? ''} color={colours[line.state]} variant="light">
            {t(`state.${line.state}`)}
          </Badge>
          <div className={styles.body}>
            <Papers line={line} {...rights} />
          </div>
        </li>
      ))}
    </ul>
  );
}

function StateIcon({ line: { state, isRequired } }: { line: DossierLine }) {
  if (state === 'present') return <IconCircleCheck className={styles.present} size={22} aria-hidden />;
  if (isRequired) return <IconAlertTriangle className={styles.missing} size={22} aria-hidden />;
  return <IconCircleDashed size={22} aria-hidden />;
}

function Papers({ line, ...rights }: Rights & { line: DossierLine }) {
  const t = useTexts(dossierTexts);
  const here = line.items.filter(({ endedAs }) => endedAs === null);
  const gone = line.items.filter(({ endedAs }) => endedAs !== null);
  const mayAdd = rights.mayKeep && !rights.isLocked && line.state !== 'present';
  return (
    <>
      {here.map((item) => (
        <PaperHere key={item.id} line={line} item={item} {...rights} />
      ))}
      {mayAdd && (
        <div className={styles.screen}>
          <AddPaper address={rights.address} lines={[line]} of={line} />
        </div>
      )}
      {gone.length > 0 && (
        <Accordion variant="default" chevronPosition="left">
          <Accordion.Item value="history">
            <Accordion.Control>{t('history', { count: gone.length })}</Accordion.Control>
            <Accordion.Panel>
              {gone.map((item) => (
                <div key={item.id} className={styles.gone}>
                  <Facts item={item} />
                  <AttachedFiles {...filesOf(rights.address, item)} of="" mayAdd={false} />
                </div>
              ))}
            </Accordion.Panel>
          </Accordion.Item>
        </Accordion>
      )}
    </>
  );
}

const filesOf = (address: string, { id, files }: DossierItem) => ({ address: `${address}/items/${id}/files`, files });

function PaperHere({ line, item, address, mayKeep, isLocked }: Rights & { line: DossierLine; item: DossierItem }) {
  const t = useTexts(dossierTexts);
  const kind = useTitle()(line);
  const end = (as: 'returned' | 'withdrawn') => (given: { reason: string; on: string }) =>
    api.post(`${address}/items/${item.id}/end`, { as, ...given });
  const day = { label: t('end.on'), value: today() };
  return (
    <div className={styles.paper}>
      <Facts item={item} />
      <AttachedFiles {...filesOf(address, item)} of={kind} mayAdd={mayKeep && !isLocked} />
      {mayKeep && (
        <div className={`${styles.tools} ${styles.screen}`}>
          <ReasonDialog
            {...{ size: 'sm', day, label: t('return'), title: t('return.of', { kind }), what: t('return.what') }}
            done={t('return.done')}
            reason={t('return.reason')}
            send={end('returned')}
          />
          {!isLocked && (
            <ReasonDialog
              {...{ size: 'sm', day, label: t('withdraw'), title: t('withdraw.of', { kind }) }}
              what={t('withdraw.what')}
              done={t('withdraw.done')}
              reason={t('withdraw.reason')}
              send={end('withdrawn')}
            />
          )}
        </div>
      )}
    </div>
  );
}

function Facts({ item }: { item: DossierItem }) {
  const t = useTexts(dossierTexts);
  const { day } = useFormats();
  const { receivedOn, validUntil, note, recordedBy, endedAs, endedOn, endReason } = item;
  const facts = [
    t('received', { day: day(receivedOn) }),
    validUntil && t('until', { day: day(validUntil) }),
    recordedBy && t('by', { who: recordedBy }),
  ];
  return (
    <div>
      <Text>{facts.filter(Boolean).join(' · ')}</Text>
      {note && <Text>{note}</Text>}
      {endedAs && endedOn && (
        <Text>
          {t(`ended.${endedAs}`, { day: day(endedOn) })}: {endReason}
        </Text>
      )}
    </div>
  );
}
