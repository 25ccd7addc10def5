import {
  api,
  errorsByField,
  Form,
  Modal,
  NativeSelect,
  notifyDone,
  SimpleGrid,
  Text,
  TextInput,
} from '@regiso/core/ui';
import { useApi, useForm, useMutation, useQueryClient, useTexts, type ProblemError } from '@regiso/core/ui';
import { NarrowFields, type Narrowing, type Ranges } from './NarrowFields';
import { useNames } from './names';
import { ParticipantSelect, UserSelect, type Named } from './Pickers';
import { texts } from './texts';

type Roles = {
  roles: { id: string; needsTwo: boolean; narrowings: Narrowing[] }[];
  subsystems: string[];
  own: { role: string; subsystem: string | null; scope: string }[];
};
type Values = {
  accountId: string | null;
  role: string;
  subsystem: string;
  scope: string;
  participantId: string | null;
  municipalityId: string;
  narrowing: Ranges;
  ground: string;
  startsOn: string;
  endsOn: string;
};

const scopes = ['participant', 'municipality', 'region'] as const;
const empty: Values = {
  accountId: null,
  role: '',
  subsystem: '',
  scope: 'participant',
  participantId: null,
  municipalityId: '',
  narrowing: {},
  ground: '',
  startsOn: '',
  endsOn: '',
};

// An authorised body works under its own agreement, wherever its right reaches.
const hasParticipant = ({ scope, role }: Values) => scope === 'participant' || role === 'authority';

const bodyOf = (values: Values) => ({
  accountId: values.accountId ?? '',
  role: values.role,
  subsystem: values.subsystem || null,
  scope: values.scope,
  participantId: hasParticipant(values) ? values.participantId : null,
  municipalityId: values.scope === 'municipality' ? values.municipalityId || null : null,
  narrowing: Object.keys(values.narrowing).length ? values.narrowing : null,
  ground: values.ground,
  ...(values.startsOn && { startsOn: values.startsOn }),
  endsOn: values.endsOn || null,
});

type Props = {
  onClose: () => void;
  /** The participant it is about: chosen at once, and its users are offered. */
  participant?: Named;
  values?: Partial<Values>;
};

/** The form of a right: who, which role in which subsystem, where, on which ground, until when. */
export function GiveGrant({ onClose, participant, values }: Props) {
  const t = useTexts(texts);
  const queries = useQueryClient();
  const form = useForm<Values>({ ...empty, ...values, ...(participant && { participantId: participant.id }) });
  const known = useApi<Roles>('/access/roles');
  const give = useMutation({
    mutationFn: () => api.post<{ state: string }>('/access/grants', bodyOf(form.values)),
    onError: (error) => form.setErrors(errorsByField(error as ProblemError)),
    onSuccess: ({ state }) => {
      notifyDone({ text: t(state === 'requested' ? 'grants.asked' : 'grants.given') });
      onClose();
      return queries.invalidateQueries();
    },
  });
  return (
    <Modal opened onClose={onClose} size="lg" title={t('grants.new')} closeButtonProps={{ 'aria-label': t('cancel') }}>
      <Form
        label={t('grants.new')}
        send={t('grants.new')}
        busy={give.isPending}
        error={give.error}
        onSend={() => give.mutate()}
      >
        <UserSelect label={t('who')} participant={participant} required {...form.field('accountId')} />
        <RoleFields form={form} known={known.data} />
        <PlaceFields form={form} participant={participant} />
        <TextInput
          label={t('ground')}
          placeholder={t('ground.placeholder')}
          required
          maxLength={500}
          {...form.field('ground')}
        />
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <TextInput type="date" label={t('from')} {...form.field('startsOn')} />
          <TextInput type="date" label={t('until')} description={t('until.what')} {...form.field('endsOn')} />
        </SimpleGrid>
      </Form>
    </Modal>
  );
}

type Part = { form: ReturnType<typeof useForm<Values>>; participant?: Named | undefined };

function RoleFields({ form, known }: Pick<Part, 'form'> & { known: Roles | undefined }) {
  const t = useTexts(texts);
  const names = useNames();
  const { needsTwo, narrowings = [] } = known?.roles.find(({ id }) => id === form.values.role) ?? {};
  // Another role is narrowed in another way.
  const role = form.field('role');
  const choose = (given: unknown) => {
    form.set('narrowing', {});
    role.onChange(given);
  };
  const roles = (known?.roles ?? []).map(({ id }) => ({ value: id, label: names.role(id) }));
  const subsystems = (known?.subsystems ?? []).map((id) => ({ value: id, label: names.subsystem(id) }));
  return (
    <>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <NativeSelect
          label={t('role')}
          required
          data={[{ value: '', label: '' }, ...roles]}
          {...role}
          onChange={choose}
        />
        <NativeSelect
          label={t('subsystem')}
          data={[{ value: '', label: names.subsystem(null) }, ...subsystems]}
          {...form.field('subsystem')}
        />
      </SimpleGrid>
      {needsTwo && <Text size="sm">{t('grants.two')}</Text>}
      <NarrowFields
        narrowings={narrowings}
        ranges={form.values.narrowing}
        errors={form.errors}
        onChange={(ranges) => {
          form.setErrors({});
          form.set('narrowing', ranges);
        }}
      />
    </>
  );
}

function PlaceFields({ form, participant }: Part) {
  const t = useTexts(texts);
  const { scope } = form.values;
  const places = useApi<{ id: string; shortName: string }[]>('/territory/municipalities');
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      <NativeSelect
        label={t('where')}
        data={scopes.map((value) => ({ value, label: t(`scope.${value}`) }))}
        {...form.field('scope')}
      />
      {hasParticipant(form.values) && (
        <ParticipantSelect chosen={participant} required {...form.field('participantId')} />
      )}
      {scope === 'municipality' && (
        <NativeSelect
          label={t('municipality')}
          data={[
            { value: '', label: '' },
            ...(places.data ?? []).map(({ id, shortName }) => ({ value: id, label: shortName })),
          ]}
          {...form.field('municipalityId')}
        />
      )}
    </SimpleGrid>
  );
}
