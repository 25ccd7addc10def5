import {
  api,
  Checkbox,
  DialogButton,
  Form,
  Radio,
  Stack,
  Text,
  useApi,
  useForm,
  useRoleNames,
  useSent,
  useTexts,
} from '@regiso/core/ui';
import { IconUsers } from '@tabler/icons-react';
import type { Audience, OwnBoard } from '../../shared/boards';
import { boardTexts } from './board-texts';

type Props = { board: OwnBoard };

/** Who else sees one's own board. */
export function ShareBoard({ board: { id, version, audience } }: Props) {
  const t = useTexts(boardTexts);
  const form = useForm<{ kind: string; roles: string[] }>({
    kind: audience?.kind ?? 'own',
    roles: audience?.kind === 'roles' ? audience.roles : [],
  });
  const { kind, roles } = form.values;
  const sent = useSent({
    form,
    send: () => api.put(`/dashboards/boards/${id}/audience`, { version, audience: audienceOf(kind, roles) }),
    done: () => t('board.shared'),
  });
  return (
    <DialogButton
      variant="default"
      leftSection={<IconUsers size={20} aria-hidden />}
      label={t('board.share')}
      title={t('board.share-title')}
      {...sent.dialog}
    >
      <Form label={t('board.share-title')} send={t('board.share-keep')} {...sent.form}>
        <Text>{t('board.share-lead')}</Text>
        <Radio.Group
          label={t('board.share-title')}
          value={kind}
          error={form.errors['audience.kind']}
          onChange={(value) => form.set('kind', value)}
        >
          <Stack gap="xs" mt="xs">
            {(['own', 'organisation', 'roles'] as const).map((value) => (
              <Radio key={value} value={value} label={t(`board.share-${value}`)} />
            ))}
          </Stack>
        </Radio.Group>
        {kind === 'roles' && (
          <Roles
            chosen={roles}
            error={form.errors['audience.roles']}
            onChange={(chosen) => form.set('roles', chosen)}
          />
        )}
      </Form>
    </DialogButton>
  );
}

const audienceOf = (kind: string, roles: string[]): Audience =>
  kind === 'roles' ? { kind, roles } : kind === 'organisation' ? { kind } : { kind: 'own' };

type RolesProps = { chosen: readonly string[]; error: string | undefined; onChange: (roles: string[]) => void };

function Roles({ chosen, error, onChange }: RolesProps) {
  const t = useTexts(boardTexts);
  const nameOf = useRoleNames();
  const { data } = useApi<string[]>('/dashboards/boards/roles');
  return (
    <Checkbox.Group label={t('board.share-which')} value={[...chosen]} error={error} onChange={onChange}>
      <Stack gap="xs" mt="xs">
        {data?.map((role) => (
          <Checkbox key={role} value={role} label={nameOf(role)} />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}
