import { useState, type DragEvent } from 'react';
import { Alert, Button, Progress, useFormats, useTexts } from '@regiso/core/ui';
import { IconAlertCircle, IconUpload } from '@tabler/icons-react';
import { limits } from '../../shared/limits';
import { RefusedFile } from '../RefusedFile';
import { sendTexts } from '../texts/send';
import styles from './send.module.css';
import { useSending, type Sending } from './use-sending';

const accepted = '.csv,.tsv,.txt,.gz,.xlsx';

type Props = { kind: string; participantId?: string | null };

/** The place for a file: drop or choose, progress, refusal. */
export function SendFile({ kind, participantId = null }: Props) {
  const t = useTexts(sendTexts);
  const { size } = useFormats();
  const { sending, send, stop } = useSending(kind, participantId);
  if (sending.step === 'sending') return <Progressing sending={sending} onStop={stop} />;
  return (
    <>
      {sending.step === 'too-large' && (
        <Alert color="red" role="alert" icon={<IconAlertCircle size={20} />} title={sending.name}>
          {t('send.too-large', { limit: size(limits.upload) })}
        </Alert>
      )}
      {sending.step === 'none' && sending.error !== undefined && <RefusedFile error={sending.error} />}
      {sending.step === 'none' && sending.stopped && <p role="status">{t('send.stopped')}</p>}
      <DropPlace onFiles={(files) => void send(files)} />
    </>
  );
}

function DropPlace({ onFiles }: { onFiles: (files: File[]) => void }) {
  const t = useTexts(sendTexts);
  const { size } = useFormats();
  const [isOver, setOver] = useState(false);
  const over = (event: DragEvent) => {
    event.preventDefault();
    setOver(true);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    onFiles([...event.dataTransfer.files]);
  };
  return (
    <label
      className={styles.drop}
      data-over={isOver || undefined}
      onDragOver={over}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <input type="file" accept={accepted} onChange={(event) => onFiles([...(event.currentTarget.files ?? [])])} />
      <IconUpload size={32} stroke={1.5} aria-hidden />
      <span>
        {t('send.drop')} <strong>{t('send.choose')}</strong>
      </span>
      <span className={styles.hint}>{t('send.limits', { limit: size(limits.upload) })}</span>
    </label>
  );
}

type ProgressingProps = { sending: Extract<Sending, { step: 'sending' }>; onStop: () => void };

function Progressing({ sending: { file, share, isOneOfMany }, onStop }: ProgressingProps) {
  const t = useTexts(sendTexts);
  const formats = useFormats();
  const title = t('send.sending', { name: file.name });
  return (
    <div className={styles.sending}>
      <strong role="status">{share < 1 ? title : t('send.reading')}</strong>
      <Progress value={share * 100} aria-label={title} animated={share === 1} />
      <span className={styles.hint}>
        {t('send.share', { share: formats.percent(share * 100, 0), size: formats.size(file.size) })}
      </span>
      {isOneOfMany && <span className={styles.hint}>{t('send.one', { name: file.name })}</span>}
      <div>
        <Button variant="default" onClick={onStop}>
          {t('send.stop')}
        </Button>
      </div>
    </div>
  );
}
