import { IconCertificate } from '@tabler/icons-react';
import { Alert, Button, notifyDone, ProblemError, saveFile, Text, useMutation, useTexts } from '@regiso/core/ui';
import styles from '../Audit.module.css';
import { rowTexts } from '../row-texts';

/** Saves the proof of a row, and says what to do with it. */
export function ProofButton({ id }: { id: string }) {
  const t = useTexts(rowTexts);
  const take = useMutation({
    mutationFn: () => saveFile('/audit/proofs', { id }, `proof-${id}.json`),
    onSuccess: (name) => notifyDone({ text: t('proof.done', { name }) }),
  });
  const { error } = take;
  return (
    <section className={styles.part} aria-label={t('proof')}>
      <h3>{t('proof')}</h3>
      <Text size="sm">{t('proof.what')}</Text>
      <Text size="sm">{t('proof.key')}</Text>
      {error && (
        <Alert color="red" role="alert">
          {error instanceof ProblemError ? (error.detail ?? error.message) : error.message}
        </Alert>
      )}
      <div>
        <Button
          variant="default"
          loading={take.isPending}
          leftSection={<IconCertificate size={20} aria-hidden />}
          onClick={() => take.mutate()}
        >
          {t('proof.get')}
        </Button>
      </div>
    </section>
  );
}
