import { useEffect, useRef, useState } from 'react';
import { api, errorsByField, ProblemError, useForm, useMutation, useTexts, type FormErrors } from '@regiso/core/ui';
import type { Event } from '../card/History';
import type { Card } from '../choices';
import { check } from './check';
import { useDraft } from './draft';
import { merge, type Merged } from './merge';
import { formTexts } from './texts';
import { changeOf, creationOf, differing, emptyValues, valuesOf, type FieldName, type Values } from './values';

const address = '/participants/organisations';

/** What another hand has done to the card under edit. */
export type Conflict = Pick<Merged, 'taken' | 'clashes'> & { theirs: Values; last: Event | undefined };

type Start = { card: Card | undefined; values: Values; conflict: Conflict | undefined; restoredAt: string | undefined };

/** The state of one form: fields, what is wrong with them, the draft, and the way through an edit by another hand. */
export function useEditor(opened: Card | undefined, onSaved: (card: Card) => void) {
  const t = useTexts(formTexts);
  const draft = useDraft(opened?.id ?? 'new');
  const [state, setState] = useState((): Start => begin(opened, draft.draft));
  const { card, conflict, restoredAt } = state;
  const put = (part: Partial<Start>) => setState((old) => ({ ...old, ...part }));
  const [tries, setTries] = useState(0);
  const form = useForm<Values>(state.values);
  const { values, errors, setErrors, reset } = form;
  const before = card ? valuesOf(card) : emptyValues;
  const changed = differing(before, values);
  const stopKeeping = useKeptDraft(draft, { card, before, values, isChanged: changed.length > 0 });
  const fail = () => setTries((count) => count + 1);

  const save = useMutation({
    mutationFn: () => write(values, card),
    onSuccess: (saved) => {
      stopKeeping();
      onSaved(saved);
    },
    onError: async (error) => {
      if (card && isOvertaken(error)) await takeTheirs(card);
      else if (error instanceof ProblemError) setErrors(fieldErrors(error));
      fail();
    },
  });

  async function takeTheirs(mine: Card) {
    const theirs = await theirState(mine.id);
    if (!theirs) return;
    const merged = merge(valuesOf(mine), values, valuesOf(theirs.card));
    put({ card: theirs.card, conflict: { ...merged, theirs: valuesOf(theirs.card), last: theirs.last } });
    reset(merged.values);
  }

  const send = () => {
    const problems = check(values, t) as FormErrors;
    setErrors(problems);
    if (Object.keys(problems).length) fail();
    else if (changed.length || !card) save.mutate();
  };
  const take = (name: FieldName) => {
    if (conflict) form.set(name, conflict.theirs[name]);
    put({ conflict: conflict && { ...conflict, clashes: conflict.clashes.filter((one) => one !== name) } });
  };
  const discard = () => {
    reset(before);
    put({ restoredAt: undefined, conflict: undefined });
  };
  const recheck = (name: FieldName) => {
    const problem = values[name] ? check(values, t)[name] : undefined;
    if (problem) setErrors((old) => ({ ...old, [name]: problem }));
  };
  const isSaid = Object.keys(errors).length > 0 || isOvertaken(save.error);
  // `tries` grows with every try that failed.
  const said = { busy: save.isPending, error: isSaid ? undefined : save.error, tries };
  return { card, form, changed, conflict, restoredAt, ...said, send, take, discard, recheck, stopKeeping };
}

export type Editor = ReturnType<typeof useEditor>;

// The form shows one mark of the features; what the server says of the list stands there.
function fieldErrors(problem: ProblemError) {
  const { features, ...errors } = errorsByField(problem);
  return features ? { ...errors, hasPreschool: features } : errors;
}

function begin(opened: Card | undefined, draft: ReturnType<typeof useDraft>['draft']): Start {
  const now = opened ? valuesOf(opened) : emptyValues;
  if (!draft) return { card: opened, values: now, conflict: undefined, restoredAt: undefined };
  const merged = merge(draft.base, draft.values, now);
  const isFresh = draft.version === (opened?.version ?? '');
  const conflict =
    isFresh || !differing(draft.base, now).length ? undefined : { ...merged, theirs: now, last: undefined };
  return { card: opened, values: merged.values, conflict, restoredAt: draft.at };
}

const isOvertaken = (error: unknown) => error instanceof ProblemError && error.code === 'changed-meanwhile';

const write = (values: Values, card: Card | undefined) =>
  card
    ? api.patch<Card>(`${address}/${card.id}`, { version: card.version, ...changeOf(values, card) })
    : api.post<Card>(address, creationOf(values));

/** What the register holds now and who wrote it last; undefined when that cannot be learned at the moment. */
async function theirState(id: string) {
  const [card, history] = await Promise.all([
    api.get<Card>(`${address}/${id}`).catch(() => undefined),
    api.get<{ items: Event[] }>(`${address}/${id}/history`, { limit: 1 }).catch(() => undefined),
  ]);
  return card && { card, last: history?.items[0] };
}

type Kept = { card: Card | undefined; before: Values; values: Values; isChanged: boolean };

// The draft follows what is typed; once saved or given up it is gone and stays away.
function useKeptDraft({ keep, drop }: ReturnType<typeof useDraft>, { card, before, values, isChanged }: Kept) {
  const isOver = useRef(false);
  const version = card?.version ?? '';
  useEffect(() => {
    if (isOver.current) return;
    if (isChanged) keep({ version, base: before, values });
    else drop();
  }, [values, version]);
  return () => {
    isOver.current = true;
    drop();
  };
}
