import { useState } from 'react';
import { IconPlus } from '@tabler/icons-react';
import {
  api,
  Button,
  errorsByField,
  Form,
  Modal,
  NativeSelect,
  notifyDone,
  Textarea,
  TextInput,
} from '@regiso/core/ui';
import { useForm, useMutation, useQueryClient, useTexts, type ProblemError } from '@regiso/core/ui';
import { subsystemIds, useNames } from '../../../access/ui/names';
import { proposalTexts } from '../proposal-texts';
import { proposalsAddress, type Proposal } from './model';

/** A proposal for one subsystem. */
export function NewProposal() {
  const t = useTexts(proposalTexts);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button leftSection={<IconPlus size={20} aria-hidden />} onClick={() => setOpen(true)}>
        {t('new')}
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={t('new')}
        size="lg"
        closeButtonProps={{ 'aria-label': t('close') }}
      >
        <ProposalForm onDone={() => setOpen(false)} />
      </Modal>
    </>
  );
}

function ProposalForm({ onDone }: { onDone: () => void }) {
  const t = useTexts(proposalTexts);
  const names = useNames();
  const queries = useQueryClient();
  const form = useForm<{ subsystem: string; title: string; text: string }>({
    subsystem: subsystemIds[0],
    title: '',
    text: '',
  });
  const send = useMutation({
    mutationFn: () => api.post<Proposal[]>(proposalsAddress, form.values),
    onError: (problem: ProblemError) => form.setErrors(errorsByField(problem)),
    onSuccess: (proposals) => {
      queries.setQueryData([proposalsAddress, {}], proposals);
      notifyDone({ text: t('sent') });
      onDone();
    },
  });
  return (
    <Form label={t('new')} send={t('new.send')} busy={send.isPending} error={send.error} onSend={() => send.mutate()}>
      <NativeSelect
        label={t('subsystem')}
        data-autofocus
        data={subsystemIds.map((value) => ({ value, label: names.subsystem(value) }))}
        {...form.field('subsystem')}
      />
      <TextInput label={t('title')} required maxLength={200} {...form.field('title')} />
      <Textarea
        label={t('text')}
        description={t('text.what')}
        required
        autosize
        minRows={5}
        maxLength={8000}
        {...form.field('text')}
      />
    </Form>
  );
}
