import {
  errorsByField,
  Form,
  Modal,
  ProblemError,
  Text,
  Textarea,
  useForm,
  useMutation,
  useTexts,
} from '@regiso/core/ui';
import type { YearMarks, YearMarksInput } from '../../shared/results';
import { resultTexts } from './texts';

export type NewMark = YearMarksInput['marks'][number];
type Props = {
  pupil: YearMarks['pupils'][number];
  mark: NewMark;
  give: (mark: NewMark) => Promise<unknown>;
  close: () => void;
};

/** Why a mark is another than the rule suggests; nothing is given without it. */
export function AskReason({ pupil, mark, give, close }: Props) {
  const t = useTexts(resultTexts);
  const form = useForm({ reason: '' });
  const send = useMutation({
    mutationFn: () => give({ ...mark, reason: form.values.reason }),
    onSuccess: close,
    onError: (error) => {
      if (!(error instanceof ProblemError)) return;
      const { 'marks.0.reason': reason, ...rest } = errorsByField(error);
      form.setErrors({ ...rest, ...(reason && { reason }) });
    },
  });
  const { suggestion, version } = pupil[mark.kind];
  const value = mark.value ?? t('na');
  const what =
    mark.kind !== 'year' && version
      ? t('reason.change', { value })
      : suggestion.isSet
        ? t('reason.what', { suggestion: suggestion.value ?? t('na'), value })
        : t('reason.early', { value });
  return (
    <Modal
      opened
      onClose={close}
      title={t('reason.title', { pupil: pupil.name })}
      closeButtonProps={{ 'aria-label': t('reason.close') }}
    >
      <Text mb="md">{what}</Text>
      <Form
        label={t('reason.title', { pupil: pupil.name })}
        send={t('reason.send')}
        busy={send.isPending}
        error={send.error}
        onSend={() => send.mutate()}
      >
        <Textarea
          label={t('reason.label')}
          required
          autosize
          minRows={2}
          maxLength={500}
          data-autofocus
          {...form.field('reason')}
        />
      </Form>
    </Modal>
  );
}
