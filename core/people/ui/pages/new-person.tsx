import { useState } from 'react';
import { IconUsers } from '@tabler/icons-react';
import {
  Alert,
  api,
  Button,
  Form,
  Link,
  NativeSelect,
  notifyDone,
  Page,
  Stack,
  TextInput,
  useNavigate,
  useTexts,
} from '@regiso/core/ui';
import { errorsByField, ProblemError, useForm, useFormats, useMutation } from '@regiso/core/ui';
import { menuTexts } from '../menu-texts';
import { cardAddress, personsAddress, type Likeness, type PersonLine } from '../model';
import styles from '../People.module.css';
import { emptyPerson, personBody, PersonFields, type PersonValues } from '../PersonFields';
import { personTexts } from '../person-texts';
import { PlaceSelect } from '../PlaceSelect';
import { Section } from '../Section';
import { fullName, roles, subsystems, wordTexts } from '../words';

type Candidate = { likeness: Likeness[]; person: PersonLine | null };
type Values = PersonValues & { organisationId: string; subsystem: string; role: string; startsOn: string };
const begin: Values = { ...emptyPerson, organisationId: '', subsystem: 'school', role: 'pupil', startsOn: '' };

function bodyOf({ organisationId, subsystem, role, startsOn, ...person }: Values) {
  const organisation = organisationId && { organisationId, subsystem, role, startsOn };
  return { ...personBody(person), ...(organisation && { organisation }) };
}

export default function NewPerson() {
  const t = useTexts(personTexts);
  const menu = useTexts(menuTexts);
  const navigate = useNavigate();
  const form = useForm(begin);
  const [alike, setAlike] = useState<Candidate[]>([]);
  const save = useMutation({
    mutationFn: (despite: boolean) =>
      api.post<{ id: string; outcome: 'created' | 'found' }>('/people/persons', { ...bodyOf(form.values), despite }),
    onSuccess: ({ id, outcome }) => {
      notifyDone({ text: t(outcome === 'found' ? 'new.found' : 'new.created') });
      void navigate({ to: cardAddress(id) as '/' });
    },
    onError: async (error) => {
      if (!(error instanceof ProblemError)) return;
      if (error.code === 'possible-duplicates') return setAlike(await candidates(form.values));
      const errors = Object.entries(errorsByField(error)).map(([path, text]) => [
        path.replace(/^organisation\.?/, '') || 'organisationId',
        text,
      ]);
      form.setErrors(Object.fromEntries(errors) as Record<string, string>);
    },
  });
  const isAlike = save.error instanceof ProblemError && save.error.code === 'possible-duplicates';
  return (
    <Page title={menu('new')} lead={t('new.lead')} breadcrumbs={[{ title: menu('persons'), to: personsAddress }]}>
      <Form
        label={menu('new')}
        send={t('new.send')}
        busy={save.isPending}
        error={isAlike ? undefined : save.error}
        onSend={() => save.mutate(false)}
        sticky
      >
        {alike.length > 0 && <Alike candidates={alike} onOther={() => save.mutate(true)} />}
        <Section title={t('person')}>
          <PersonFields form={form} />
        </Section>
        <Section title={t('places')}>
          <Place form={form} />
        </Section>
      </Form>
    </Page>
  );
}

const candidates = ({ organisationId: _o, subsystem: _s, role: _r, startsOn: _d, ...person }: Values) =>
  api.post<Candidate[]>('/people/persons/candidates', personBody(person));

function Place({ form }: { form: ReturnType<typeof useForm<Values>> }) {
  const t = useTexts(personTexts);
  const words = useTexts(wordTexts);
  return (
    <div className={styles.fields}>
      <div className={styles.wide}>
        <PlaceSelect
          value={form.values.organisationId}
          error={form.errors['organisationId']}
          onChange={(id) => form.set('organisationId', id)}
        />
      </div>
      <NativeSelect
        label={t('place.subsystem')}
        data={subsystems.map((value) => ({ value, label: words(`subsystem.${value}`) }))}
        {...form.field('subsystem')}
      />
      <NativeSelect
        label={t('place.role')}
        data={roles.map((value) => ({ value, label: words(`role.${value}`) }))}
        {...form.field('role')}
      />
      <TextInput type="date" label={t('place.since')} {...form.field('startsOn')} />
    </div>
  );
}

/** Cards that may be of this person already: opened in another tab, so that nothing typed is lost. */
function Alike({ candidates: found, onOther }: { candidates: Candidate[]; onOther: () => void }) {
  const t = useTexts(personTexts);
  const words = useTexts(wordTexts);
  const formats = useFormats();
  return (
    <Alert color="yellow" icon={<IconUsers size={20} />} title={t('new.alike')} role="alert">
      <Stack gap="md" miw={0}>
        <span>{t('new.alike.what')}</span>
        <ul className={styles.list}>
          {found.map(({ person, likeness }, at) => (
            <li key={person?.id ?? at} className={styles.row}>
              <div>
                {person ? (
                  <strong>
                    {fullName(person)}
                    {person.birthDate && `, ${words('born', { day: formats.day(person.birthDate) })}`}
                  </strong>
                ) : (
                  <span>{t('new.alike.beyond')}</span>
                )}
                <p className={styles.under}>
                  {likeness.map((one) => (
                    <span key={one}>{words(`like.${one}`)}</span>
                  ))}
                  {person?.organisations.map(({ name }) => (
                    <span key={name}>{name}</span>
                  ))}
                </p>
              </div>
              {person && (
                <Link to={cardAddress(person.id) as '/'} target="_blank">
                  {t('new.alike.open')}
                </Link>
              )}
            </li>
          ))}
        </ul>
        <div>
          <Button variant="default" onClick={onOther}>
            {t('new.alike.other')}
          </Button>
        </div>
      </Stack>
    </Alert>
  );
}
