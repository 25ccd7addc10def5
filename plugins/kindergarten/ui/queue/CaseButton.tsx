import { useRef, useState } from 'react';
import {
  api,
  apiAddress,
  Button,
  DialogButton,
  Group,
  notifyProblem,
  saveFile,
  Stack,
  Text,
  useMutation,
  useTexts,
} from '@regiso/core/ui';
import styles from './Case.module.css';
import { queueTexts } from './texts';

type Issued = { id: string; number: string; sha256: string; logSha256: string };

/** The whole log of the application for a court or a prosecutor: a paper with a code, and a file whose digest it names. */
export function CaseButton({ id }: { id: string }) {
  const t = useTexts(queueTexts);
  const [isOpen, setOpen] = useState(false);
  const key = useRef(crypto.randomUUID());
  const address = `/kindergarten/applications/${id}/case`;
  const issue = useMutation({
    mutationFn: () => api.once<Issued>(address, key.current),
    onError: notifyProblem,
    onSuccess: () => {
      key.current = crypto.randomUUID();
    },
  });
  const save = useMutation({
    mutationFn: (document: string) => saveFile(`${address}/${document}/log`),
    onError: notifyProblem,
  });
  return (
    <DialogButton variant="default" label={t('case')} title={t('case.title')} isOpen={isOpen} setOpen={setOpen}>
      <Stack gap="md">
        <Text>{t('case.what')}</Text>
        {issue.data ? (
          <>
            <Text fw={600} role="status">
              {t('case.issued', { number: issue.data.number })}
            </Text>
            <Group>
              <Button component="a" href={apiAddress(`${address}/${issue.data.id}`)}>
                {t('case.paper')}
              </Button>
              <Button variant="default" loading={save.isPending} onClick={() => save.mutate(issue.data.id)}>
                {t('case.file')}
              </Button>
            </Group>
            <div>
              <Text size="sm" c="dimmed">
                {t('case.paper.digest')}
              </Text>
              <Text className={styles.digest}>{issue.data.sha256}</Text>
              <Text size="sm" c="dimmed" mt="xs">
                {t('case.file.digest')}
              </Text>
              <Text className={styles.digest}>{issue.data.logSha256}</Text>
            </div>
            <Text size="sm" c="dimmed">
              {t('case.signed')}
            </Text>
          </>
        ) : (
          <Group>
            <Button loading={issue.isPending} onClick={() => issue.mutate()}>
              {t('case.issue')}
            </Button>
          </Group>
        )}
      </Stack>
    </DialogButton>
  );
}
