import { useState } from 'react';
import { IconUserCheck, IconUserQuestion } from '@tabler/icons-react';
import { Button, Group, Link, Paper, Stack, Text, Title, useApi, useMay, useTexts } from '@regiso/core/ui';
import { GiveGrant } from '../../access/ui/GiveGrant';
import type { Grant } from '../../access/ui/model';
import { useNames } from '../../access/ui/names';
import { NewUser } from '../../access/ui/NewUser';
import { OneTimeCode, type NewCode } from '../../access/ui/OneTimeCode';
import type { Participant } from './model';
import { paperTexts } from './paper-texts';

type Own = { own: { role: string; subsystem: string | null; scope: string }[] };

/** Who administers each connected subsystem here, and the way to the first one: account, code, right. */
export function Administrators({ participant }: { participant: Participant }) {
  const t = useTexts(paperTexts);
  const mayUsers = useMay('access.manage-accounts');
  const [code, setCode] = useState<NewCode>();
  const grants = useApi<{ items: Grant[] }>('/access/grants', { participant: participant.id, limit: 200 });
  const held = (grants.data?.items ?? []).filter(
    ({ role, state }) => role === 'participant-administrator' && state === 'active',
  );
  const missing = participant.subsystems.filter((id) => !held.some(({ subsystem }) => subsystem === id));
  return (
    <Paper withBorder p="lg" component="section" aria-labelledby="administrators">
      <Group justify="space-between" mb="sm">
        <Title order={2} id="administrators">
          {t('administrators')}
        </Title>
        <Group gap="xs">
          {mayUsers && <NewUser participantId={participant.id} onCode={setCode} isMain={missing.length > 0} />}
          <Appoint participant={participant} missing={missing} />
        </Group>
      </Group>
      <Stack gap="sm">
        {code && <OneTimeCode code={code} onClose={() => setCode(undefined)} />}
        {held.map((grant) => (
          <Administrator key={grant.id} grant={grant} />
        ))}
        {grants.data && missing.map((id) => <Missing key={id} subsystem={id} />)}
        {participant.subsystems.length === 0 && <Text>{t('administrators.no-subsystems')}</Text>}
        {mayUsers && (
          <Text size="sm">
            <Link to={`/access/users` as '/'} search={{ participant: participant.id } as never}>
              {t('users.all')}
            </Link>
          </Text>
        )}
      </Stack>
    </Paper>
  );
}

function Administrator({ grant: { account, subsystem, ground } }: { grant: Grant }) {
  const names = useNames();
  return (
    <Group gap="sm" align="flex-start" wrap="nowrap">
      <IconUserCheck size={20} color="var(--success)" aria-hidden style={{ flex: 'none', marginTop: 2 }} />
      <div>
        <Text>
          <strong>{account?.name}</strong> · {names.subsystem(subsystem)}
        </Text>
        <Text size="sm" c="dimmed">
          {ground}
        </Text>
      </div>
    </Group>
  );
}

function Missing({ subsystem }: { subsystem: string }) {
  const t = useTexts(paperTexts);
  const names = useNames();
  return (
    <Group gap="sm" align="flex-start" wrap="nowrap">
      <IconUserQuestion size={20} color="var(--warning)" aria-hidden style={{ flex: 'none', marginTop: 2 }} />
      <div>
        <Text>{t('administrators.none', { subsystem: names.subsystem(subsystem) })}</Text>
        <Text size="sm" c="dimmed">
          {t('administrators.who')}
        </Text>
      </div>
    </Group>
  );
}

// By the regulation the administrator of a subsystem registers those of its participants.
function Appoint({ participant: { id, name }, missing }: { participant: Participant; missing: readonly string[] }) {
  const t = useTexts(paperTexts);
  const [isOpen, setOpen] = useState(false);
  const known = useApi<Own>('/access/roles');
  const own = known.data?.own.filter(({ role }) => role === 'subsystem-administrator') ?? [];
  const subsystem = missing.find((one) => own.some((grant) => grant.subsystem === one)) ?? own[0]?.subsystem;
  if (!subsystem) return null;
  return (
    <>
      <Button variant={missing.length ? 'filled' : 'default'} onClick={() => setOpen(true)}>
        {t('administrators.appoint')}
      </Button>
      {isOpen && (
        <GiveGrant
          onClose={() => setOpen(false)}
          participant={{ id, name }}
          values={{ role: 'participant-administrator', subsystem, scope: 'participant' }}
        />
      )}
    </>
  );
}
