import { useState } from 'react';
import { api, DialogButton, errorsByField, Form, notifyDone, notifyProblem, type ProblemError } from '@regiso/core/ui';
import { useForm, useMutation, useQueryClient, useTexts } from '@regiso/core/ui';
import { agreementBody, draftValues } from './agreement-form';
import { AgreementFields } from './AgreementFields';
import type { Agreement } from './model';
import { texts } from './texts';

/** A draft is mended in the form it was written with; what is signed is not. */
export function ChangeDraft({ agreement }: { agreement: Agreement }) {
  const t = useTexts(texts);
  const [isOpen, setOpen] = useState(false);
  return (
    <DialogButton
      variant="default"
      label={t('change')}
      title={t('change.title', { number: agreement.number })}
      wide
      isOpen={isOpen}
      setOpen={setOpen}
    >
      <Draft agreement={agreement} onClose={() => setOpen(false)} />
    </DialogButton>
  );
}

function Draft({ agreement, onClose }: { agreement: Agreement; onClose: () => void }) {
  const t = useTexts(texts);
  const queries = useQueryClient();
  // As it was when the form was opened: a reload behind the dialogue must not lend its version to older words.
  const [{ id, number, version, fileSha256, ...seen }] = useState(agreement);
  const form = useForm(draftValues({ ...seen, number }));
  const save = useMutation({
    mutationFn: () =>
      api.put(`/agreements/drafts/${id}`, { version, agreement: { ...agreementBody(form.values), fileSha256 } }),
    onError: (error) => {
      const problem = error as ProblemError;
      form.setErrors(errorsByField(problem));
      if (problem.code !== 'changed-meanwhile') return;
      notifyProblem(problem);
      onClose();
      void queries.invalidateQueries();
    },
    onSuccess: () => {
      onClose();
      notifyDone({ text: t('connect.drafted') });
      return queries.invalidateQueries();
    },
  });
  return (
    <Form
      label={t('change.title', { number })}
      send={t('connect.draft')}
      busy={save.isPending}
      error={save.error}
      onSend={() => save.mutate()}
    >
      <AgreementFields form={form} />
    </Form>
  );
}
