import { useState } from 'react';
import { api, DialogButton, errorsByField, Form, notifyDone, Select, Text, Textarea } from '@regiso/core/ui';
import { useApi, useMutation, useQueryClient, useTexts, type ProblemError } from '@regiso/core/ui';
import type { AlertCard, AlertPerson } from '../../shared/alerts';
import { alertTexts } from './alert-texts';

type Step = 'assign' | 'explain' | 'close';
type Props = { alert: AlertCard };

/** What the reader may do with an alert now. */
export function AlertSteps({ alert }: Props) {
  const { assign, explain, close } = alert.may;
  return (
    <>
      {assign && <AssignStep alert={alert} />}
      {explain && <TextStep alert={alert} step="explain" isMain={alert.state === 'assigned'} />}
      {close && <TextStep alert={alert} step="close" isMain={alert.state === 'explained'} />}
    </>
  );
}

/** Sends a step and reads everything anew; a refusal stays in the open dialogue. */
function useStep({ id, version }: AlertCard, step: Step, done: string) {
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const act = useMutation({
    mutationFn: (body: object) => api.post(`/dashboards/alerts/${id}/${step}`, { version, ...body }),
    onSuccess: async () => {
      setOpen(false);
      notifyDone({ text: done });
      await queries.invalidateQueries();
    },
  });
  const errors = act.error ? errorsByField(act.error as ProblemError) : {};
  return { isOpen, setOpen, act, errors };
}

function AssignStep({ alert }: Props) {
  const t = useTexts(alertTexts);
  const { isOpen, setOpen, act, errors } = useStep(alert, 'assign', t('step.assigned'));
  const [chosen, setChosen] = useState<string | null>(null);
  const label = t(alert.assignee ? 'step.assign-anew' : 'step.assign');
  return (
    <DialogButton
      variant={alert.state === 'raised' ? 'filled' : 'default'}
      label={label}
      title={label}
      isOpen={isOpen}
      setOpen={setOpen}
    >
      <Text mb="md">{t('step.assign-what')}</Text>
      <Form
        label={label}
        send={label}
        busy={act.isPending}
        error={act.error}
        onSend={() => act.mutate({ accountId: chosen })}
      >
        {isOpen && <People alert={alert} value={chosen} onChange={setChosen} error={errors.accountId} />}
      </Form>
    </DialogButton>
  );
}

type PeopleProps = Props & { value: string | null; onChange: (id: string | null) => void; error: string | undefined };

function People({ alert, value, onChange, error }: PeopleProps) {
  const t = useTexts(alertTexts);
  const { data = [] } = useApi<AlertPerson[]>(`/dashboards/alerts/${alert.id}/people`);
  return (
    <Select
      label={t('step.person')}
      required
      searchable
      data={data.map(({ id, name, post }) => ({ value: id, label: post ? `${name}, ${post}` : name }))}
      value={value}
      error={error}
      onChange={onChange}
    />
  );
}

/** A step that is made of words: an explanation, or the outcome. */
function TextStep({ alert, step, isMain }: Props & { step: 'explain' | 'close'; isMain: boolean }) {
  const t = useTexts(alertTexts);
  const isClosing = step === 'close';
  const { isOpen, setOpen, act, errors } = useStep(alert, step, t(isClosing ? 'step.closed' : 'step.explained'));
  const [text, setText] = useState('');
  const needsText = !isClosing || alert.state !== 'explained';
  return (
    <DialogButton
      variant={isMain ? 'filled' : 'default'}
      label={t(`step.${step}`)}
      title={t(`step.${step}`)}
      isOpen={isOpen}
      setOpen={setOpen}
    >
      <Text mb="md">{t(`step.${step}-what`)}</Text>
      <Form
        label={t(`step.${step}`)}
        send={t(`step.${step}`)}
        busy={act.isPending}
        error={act.error}
        onSend={() => act.mutate(isClosing ? { note: text.trim() || null } : { text })}
      >
        <Textarea
          label={t(isClosing ? 'step.note' : 'step.text')}
          description={isClosing && needsText ? t('step.note-needed') : undefined}
          required={needsText}
          autosize
          minRows={3}
          maxLength={2000}
          data-autofocus
          value={text}
          error={errors[isClosing ? 'note' : 'text']}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
        />
      </Form>
    </DialogButton>
  );
}
