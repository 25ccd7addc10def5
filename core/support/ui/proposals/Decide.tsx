import { useState } from 'react';
import { api, Button, errorsByField, Form, Modal, notifyDone, Radio, Stack, Textarea } from '@regiso/core/ui';
import { useForm, useMutation, useQueryClient, useTexts, type ProblemError } from '@regiso/core/ui';
import { proposalTexts } from '../proposal-texts';
import { nextStates, proposalsAddress, type Proposal } from './model';

/** The operator decides on a proposal and says why. */
export function Decide({ proposal }: { proposal: Proposal }) {
  const t = useTexts(proposalTexts);
  const [isOpen, setOpen] = useState(false);
  return (
    <div>
      <Button variant="default" aria-label={t('decide.of', { title: proposal.title })} onClick={() => setOpen(true)}>
        {t('decide')}
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={proposal.title}
        closeButtonProps={{ 'aria-label': t('close') }}
      >
        <DecideForm proposal={proposal} onDone={() => setOpen(false)} />
      </Modal>
    </div>
  );
}

function DecideForm({ proposal: { id, state, version }, onDone }: { proposal: Proposal; onDone: () => void }) {
  const t = useTexts(proposalTexts);
  const queries = useQueryClient();
  const states = nextStates[state];
  const form = useForm<{ state: string; answer: string }>({ state: states[0] ?? '', answer: '' });
  const decide = useMutation({
    mutationFn: () => api.post<Proposal[]>(`${proposalsAddress}/${id}/decide`, { ...form.values, version }),
    onError: (problem: ProblemError) => form.setErrors(errorsByField(problem)),
    onSuccess: (proposals) => {
      queries.setQueryData([proposalsAddress, {}], proposals);
      notifyDone({ text: t('decided') });
      onDone();
    },
  });
  return (
    <Form
      label={t('decide')}
      send={t('decide')}
      busy={decide.isPending}
      error={decide.error}
      onSend={() => decide.mutate()}
    >
      <Radio.Group label={t('decide.state')} {...form.field('state')}>
        <Stack gap="xs" mt="xs">
          {states.map((value) => (
            <Radio key={value} value={value} label={t(`state.${value}`)} />
          ))}
        </Stack>
      </Radio.Group>
      <Textarea label={t('decide.answer')} required autosize minRows={3} maxLength={4000} {...form.field('answer')} />
    </Form>
  );
}
