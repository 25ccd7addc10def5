import { useState } from 'react';
import { IconAlertTriangle } from '@tabler/icons-react';
import {
  Alert,
  api,
  Button,
  Form,
  Link,
  notifyDone,
  Page,
  Stack,
  useNavigate,
  useParam,
  useTexts,
} from '@regiso/core/ui';
import { errorsByField, ProblemError, useForm, useMutation, useQuery, useQueryClient } from '@regiso/core/ui';
import { menuTexts } from '../menu-texts';
import { cardAddress, cardQuery, keepCard, personsAddress, type Card } from '../model';
import { personBody, PersonFields, type PersonValues } from '../PersonFields';
import { personTexts } from '../person-texts';
import { fieldNames, fullName, useFieldWords, wordTexts, type FieldName } from '../words';

export default function EditPerson() {
  const menu = useTexts(menuTexts);
  const id = useParam('id');
  const card = useQuery({ ...cardQuery(id), staleTime: 0, gcTime: 0 });
  return (
    <Page
      title={menu('edit')}
      lead={card.data && fullName(card.data)}
      breadcrumbs={[
        { title: menu('persons'), to: personsAddress },
        { title: card.data ? fullName(card.data) : menu('person'), to: cardAddress(id) },
      ]}
      loading={card.isPending}
      error={card.data ? undefined : card.error}
      retry={() => void card.refetch()}
    >
      {card.data && <Editor key={id} opened={card.data} />}
    </Page>
  );
}

const valuesOf = (card: Card) => Object.fromEntries(fieldNames.map((name) => [name, card[name] ?? ''])) as PersonValues;

function Editor({ opened }: { opened: Card }) {
  const words = useTexts(wordTexts);
  const t = useTexts(personTexts);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [card, setCard] = useState(opened);
  const [theirs, setTheirs] = useState<FieldName[]>([]);
  const isMasked = card.snils !== null && !card.may.documents;
  const form = useForm(valuesOf(opened));
  const changed = fieldNames.filter(
    (name) => form.values[name] !== (card[name] ?? '') && !(name === 'snils' && isMasked),
  );
  const back = () => void navigate({ to: cardAddress(card.id) as '/' });
  const save = useMutation({
    mutationFn: () => {
      const body = personBody(form.values);
      const change = Object.fromEntries(changed.map((name) => [name, body[name]]));
      return api.patch<Card>(cardAddress(card.id), { version: card.version, ...change });
    },
    onSuccess: (saved) => {
      keepCard(queries, saved);
      notifyDone({ text: t('edit.saved') });
      back();
    },
    onError: async (error) => {
      if (!(error instanceof ProblemError)) return;
      if (error.code === 'changed-meanwhile') await takeTheirs();
      else form.setErrors(errorsByField(error));
    },
  });
  // What was typed stays; what another hand has changed is said, and taken where nothing was typed.
  async function takeTheirs() {
    const next = await api.get<Card>(cardAddress(card.id));
    const moved = fieldNames.filter((name) => next[name] !== card[name]);
    for (const name of moved) if (form.values[name] === (card[name] ?? '')) form.set(name, next[name] ?? '');
    setTheirs(moved);
    setCard(next);
  }
  const isStale = save.error instanceof ProblemError && save.error.code === 'changed-meanwhile';
  return (
    <Form
      label={t('edit')}
      busy={save.isPending}
      error={isStale ? undefined : save.error}
      onSend={() => (changed.length ? save.mutate() : back())}
      sticky
      beside={
        <Button variant="default" renderRoot={(root) => <Link {...root} to={cardAddress(card.id) as '/'} />}>
          {words('cancel')}
        </Button>
      }
    >
      {theirs.length > 0 && <Stale card={card} fields={theirs} />}
      {isMasked && <Alert color="blue">{t('edit.masked')}</Alert>}
      <PersonFields form={form} snilsIsMasked={isMasked} />
    </Form>
  );
}

function Stale({ card, fields }: { card: Card; fields: FieldName[] }) {
  const t = useTexts(personTexts);
  const words = useFieldWords();
  return (
    <Alert color="yellow" icon={<IconAlertTriangle size={20} />} title={t('edit.stale')} role="alert">
      <Stack gap="xs">
        <span>{t('edit.stale.what')}</span>
        {fields.map((name) => (
          <span key={name}>
            <strong>{words.field(name)}.</strong> {t('edit.theirs', { value: words.value(name, card[name]) })}
          </span>
        ))}
      </Stack>
    </Alert>
  );
}
