import { useState } from 'react';
import { Alert, apiAddress, Button, Link, useTexts } from '@regiso/core/ui';
import { IconDownload, IconLink } from '@tabler/icons-react';
import type { KindView } from '../model';
import { sendTexts } from '../texts/send';
import { ParticipantChoice } from './ParticipantChoice';
import { SendFile } from './SendFile';
import styles from './send.module.css';

/** One kind: what it takes, a sample, and the place for the file. */
export function KindPanel({ kind }: { kind: KindView }) {
  const t = useTexts(sendTexts);
  return (
    <section className={styles.panel} aria-labelledby="kind-title">
      <div>
        <h2 id="kind-title">{kind.title}</h2>
        <p className={styles.describes}>{kind.describes}</p>
      </div>
      <Place kind={kind} />
      <Samples kind={kind.kind} />
      <Columns columns={kind.columns} />
      {kind.waiting > 0 && (
        <Alert icon={<IconLink size={20} />}>
          <Link to={'/imports/staged' as '/'} search={{ kind: kind.kind } as never}>
            {t(kind.about === 'people' ? 'send.waiting-people' : 'send.waiting', { count: kind.waiting })}
          </Link>
        </Alert>
      )}
    </section>
  );
}

// Whose file it is comes first: without that there is no place to put it.
function Place({ kind }: { kind: KindView }) {
  const t = useTexts(sendTexts);
  const [chosen, setChosen] = useState(kind.participant);
  if (kind.belongsTo === 'region') return <SendFile kind={kind.kind} />;
  return (
    <>
      {kind.participant ? (
        <p className={styles.whose}>
          {t('send.participant')}: <strong>{kind.participant.name}</strong>
        </p>
      ) : (
        <ParticipantChoice kind={kind.kind} chosen={chosen} onChoose={setChosen} />
      )}
      {chosen && <SendFile key={chosen.id} kind={kind.kind} participantId={chosen.id} />}
    </>
  );
}

function Samples({ kind }: { kind: string }) {
  const t = useTexts(sendTexts);
  return (
    <div className={styles.columns}>
      <h3>{t('send.sample')}</h3>
      <p className={styles.hint}>{t('send.sample-what')}</p>
      <div className={styles.samples}>
        {(['xlsx', 'csv'] as const).map((format) => (
          <Button
            key={format}
            component="a"
            variant="default"
            href={apiAddress(`/imports/kinds/${kind}/sample.${format}`)}
            download
            leftSection={<IconDownload size={20} aria-hidden />}
          >
            {t(`send.sample-${format}`)}
          </Button>
        ))}
      </div>
    </div>
  );
}

function Columns({ columns }: { columns: KindView['columns'] }) {
  const t = useTexts(sendTexts);
  const required = columns.filter((column) => column.required);
  const optional = columns.filter((column) => !column.required);
  return (
    <div className={styles.columns}>
      <h3>{t('send.columns')}</h3>
      {required.length > 0 && (
        <p>
          {t('send.required')}: {required.map(({ title }) => `«${title}»`).join(', ')}
        </p>
      )}
      {optional.length > 0 && (
        <details>
          <summary>{t('send.optional', { count: optional.length })}</summary>
          <dl>
            {optional.map(({ field, title, aliases }) => (
              <div key={field}>
                <dt>{title}</dt>
                {aliases.length > 0 && <dd>{aliases.slice(0, 4).join(', ')}</dd>}
              </div>
            ))}
          </dl>
        </details>
      )}
    </div>
  );
}
