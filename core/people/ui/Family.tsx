import { IconGavel } from '@tabler/icons-react';
import {
  api,
  Badge,
  Checkbox,
  Fieldset,
  Group,
  Link,
  NativeSelect,
  Stack,
  Text,
  Textarea,
  TextInput,
} from '@regiso/core/ui';
import { useFormats, useQueryClient, useTexts } from '@regiso/core/ui';
import { FormDialog } from './FormDialog';
import { cardAddress, keepCard, type Card, type Guardian } from './model';
import styles from './People.module.css';
import { emptyPerson, personBody, PersonFields, type PersonValues } from './PersonFields';
import { personTexts } from './person-texts';
import { Section } from './Section';
import { acts, guardianKinds, wordTexts, type Act } from './words';

/** Who stands for the child, and for whom an adult stands. */
export function Family({ card }: { card: Card }) {
  const t = useTexts(personTexts);
  const isAdult = card.children.length > 0 && card.guardians.length === 0;
  return (
    <div className={styles.page}>
      {!isAdult && (
        <Section title={t('guardians')} beside={card.may.edit && <AddGuardian card={card} />}>
          {card.guardians.length === 0 && <Text c="dimmed">{t('guardians.none')}</Text>}
          <ul className={styles.list}>
            {card.guardians.map((guardian) => (
              <Line key={guardian.id} guardian={guardian} card={card} isOpen={card.may.edit} />
            ))}
          </ul>
        </Section>
      )}
      {card.children.length > 0 && (
        <Section title={t('children')}>
          <ul className={styles.list}>
            {card.children.map((child) => (
              <Line key={child.id} guardian={child} card={card} isOpen={false} />
            ))}
          </ul>
        </Section>
      )}
    </div>
  );
}

function Line({ guardian, card, isOpen }: { guardian: Guardian; card: Card; isOpen: boolean }) {
  const t = useTexts(personTexts);
  const words = useTexts(wordTexts);
  const formats = useFormats();
  const { person, kind, startsOn, endsOn, inForce, limits, ground, limitGround } = guardian;
  const term = endsOn
    ? t('between', { from: formats.day(startsOn), to: formats.day(endsOn) })
    : t('since', { from: formats.day(startsOn) });
  return (
    <li className={`${styles.row} ${inForce ? '' : styles.over}`}>
      <div>
        <p className={styles.marks}>
          <Link to={cardAddress(person.id) as '/'}>{person.name}</Link>
          <span>{words(`kind.${kind}`)}</span>
          {!inForce && <Badge color="gray">{t('guardians.over')}</Badge>}
        </p>
        <p className={styles.under}>
          <span>{term}</span>
          {person.phone && <span>{person.phone}</span>}
          {ground && <span>{ground}</span>}
        </p>
        {limits.length > 0 && (
          <Group gap="xs" mt="xs" wrap="nowrap" align="flex-start">
            <IconGavel size={20} aria-hidden className={styles.icon} />
            <span>
              <strong>
                {t('guardians.barred', { list: formats.list(limits.map((act) => words(`act.${act}`))) })}.
              </strong>{' '}
              {limitGround && t('guardians.by', { act: limitGround })}
            </span>
          </Group>
        )}
      </div>
      {isOpen && inForce && (
        <Group gap="xs">
          <Limit guardian={guardian} card={card} />
          <End guardian={guardian} card={card} />
        </Group>
      )}
    </li>
  );
}

type LimitValues = { limits: Act[]; limitGround: string };
const limitBody = ({ limits, limitGround }: LimitValues) => ({ limits, limitGround: limitGround.trim() || null });

type LimitForm = {
  values: LimitValues;
  errors: Readonly<Record<string, string | undefined>>;
  set: (name: 'limits' | 'limitGround', value: never) => void;
};

function LimitFields({ form }: { form: LimitForm }) {
  const t = useTexts(personTexts);
  const words = useTexts(wordTexts);
  const { limits, limitGround } = form.values;
  const toggle = (act: Act, isOn: boolean) =>
    form.set('limits', (isOn ? [...limits, act] : limits.filter((one) => one !== act)) as never);
  return (
    <Fieldset legend={t('guardians.limits')}>
      <Stack gap="sm">
        {acts.map((act) => (
          <Checkbox
            key={act}
            label={words(`act.${act}`)}
            checked={limits.includes(act)}
            onChange={(event) => toggle(act, event.currentTarget.checked)}
          />
        ))}
        <TextInput
          label={t('guardians.limit.act')}
          maxLength={500}
          required={limits.length > 0}
          value={limitGround}
          error={form.errors['limitGround']}
          onChange={(event) => form.set('limitGround', event.currentTarget.value as never)}
        />
      </Stack>
    </Fieldset>
  );
}

function Limit({ guardian, card }: { guardian: Guardian; card: Card }) {
  const t = useTexts(personTexts);
  const queries = useQueryClient();
  return (
    <FormDialog
      label={t('guardians.limit')}
      title={t('guardians.limit.title', { name: guardian.person.name })}
      send={t('save')}
      done={t('guardians.limited')}
      initial={{ limits: guardian.limits, limitGround: guardian.limitGround ?? '' }}
      act={(values) =>
        api.put<Card>(`${cardAddress(card.id)}/guardians/${guardian.id}/limits`, {
          version: guardian.version,
          ...limitBody(values),
        })
      }
      onDone={(saved) => keepCard(queries, saved)}
    >
      {(form) => <LimitFields form={form as unknown as LimitForm} />}
    </FormDialog>
  );
}

function End({ guardian, card }: { guardian: Guardian; card: Card }) {
  const t = useTexts(personTexts);
  const queries = useQueryClient();
  return (
    <FormDialog
      label={t('guardians.end')}
      title={t('guardians.end.title', { name: guardian.person.name })}
      send={t('guardians.end')}
      done={t('guardians.ended')}
      initial={{ on: '', reason: '' }}
      act={(values) => api.post<Card>(`${cardAddress(card.id)}/guardians/${guardian.id}/end`, values)}
      onDone={(saved) => keepCard(queries, saved)}
    >
      {(form) => (
        <>
          <TextInput type="date" label={t('guardians.end.on')} required {...form.field('on')} />
          <Textarea label={t('reason')} required autosize minRows={2} maxLength={500} {...form.field('reason')} />
        </>
      )}
    </FormDialog>
  );
}

type NewGuardian = PersonValues & { kind: string; ground: string; startsOn: string } & LimitValues;

function bodyOf({ kind, ground, startsOn, limits, limitGround, ...person }: NewGuardian) {
  return { person: personBody(person), kind, ground, startsOn, ...limitBody({ limits, limitGround }) };
}

function AddGuardian({ card }: { card: Card }) {
  const t = useTexts(personTexts);
  const words = useTexts(wordTexts);
  const queries = useQueryClient();
  const initial: NewGuardian = {
    ...emptyPerson,
    kind: 'parent',
    ground: '',
    startsOn: card.birthDate ?? '',
    limits: [],
    limitGround: '',
  };
  return (
    <FormDialog
      label={t('guardians.add')}
      title={t('guardians.add')}
      send={t('guardians.add')}
      done={t('guardians.added')}
      initial={initial}
      act={(values) => api.post<Card>(`${cardAddress(card.id)}/guardians`, bodyOf(values))}
      onDone={(saved) => keepCard(queries, saved)}
      fieldOf={(path) => path.replace(/^person\./, '')}
    >
      {(form) => (
        <>
          <Text>{t('guardians.add.what')}</Text>
          <PersonFields form={form} isShort />
          <div className={styles.fields}>
            <NativeSelect
              label={t('guardians.kind')}
              data={guardianKinds.map((value) => ({ value, label: words(`kind.${value}`) }))}
              {...form.field('kind')}
            />
            <TextInput type="date" label={t('guardians.since')} required {...form.field('startsOn')} />
          </div>
          <TextInput
            label={t('guardians.ground')}
            description={t('guardians.ground.what')}
            required
            maxLength={500}
            {...form.field('ground')}
          />
          <LimitFields form={form as unknown as LimitForm} />
        </>
      )}
    </FormDialog>
  );
}
