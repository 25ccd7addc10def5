import { IconDownload, IconPaperclip } from '@tabler/icons-react';
import { Anchor, api, apiAddress, Button, FileButton, notifyDone, notifyProblem, Text, useMay } from '@regiso/core/ui';
import { useMutation, useQueryClient, useTexts } from '@regiso/core/ui';
import type { Agreement } from './model';
import { paperTexts } from './paper-texts';

export const acceptedFiles = '.pdf,.docx,.xlsx,.odt';

/** The signed file: to be saved, or to be added by the operator, once. */
export function SignedFile({ agreement }: { agreement: Agreement }) {
  const { id, number, hasFile, fileSha256, version } = agreement;
  const t = useTexts(paperTexts);
  const may = useMay('agreements.manage');
  const queries = useQueryClient();
  const keep = useMutation({
    mutationFn: (file: File) => {
      const form = new FormData();
      form.append('version', String(version));
      form.append('file', file);
      return api.upload(`/agreements/agreements/${id}/file`, form);
    },
    onError: (error) => {
      notifyProblem(error);
      return queries.invalidateQueries();
    },
    onSuccess: () => {
      notifyDone({ text: t('file.kept') });
      return queries.invalidateQueries();
    },
  });
  if (hasFile) {
    return (
      <>
        <Anchor href={apiAddress(`/agreements/agreements/${id}/file`)} download>
          <IconDownload size={16} aria-hidden style={{ verticalAlign: '-2px' }} /> {t('file.save')}
        </Anchor>
        <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {t('file.sum', { sum: fileSha256?.slice(0, 16) ?? '' })}
        </Text>
      </>
    );
  }
  if (!may) return <>{t('file.none')}</>;
  return (
    <FileButton accept={acceptedFiles} onChange={(file) => file && keep.mutate(file)}>
      {(props) => (
        <Button
          {...props}
          size="sm"
          variant="default"
          loading={keep.isPending}
          leftSection={<IconPaperclip size={18} aria-hidden />}
          aria-label={t('file.add-to', { number })}
        >
          {t('file.add')}
        </Button>
      )}
    </FileButton>
  );
}
