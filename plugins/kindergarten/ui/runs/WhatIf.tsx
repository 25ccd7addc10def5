import { useState } from 'react';
import {
  api,
  Button,
  Collapse,
  notifyProblem,
  NumberInput,
  SimpleGrid,
  Stack,
  Text,
  Title,
  useMutation,
  useNavigate,
  useTexts,
} from '@regiso/core/ui';
import { namesOf, runAddress, type RunPage } from './model';
import { runTexts } from './texts';

/** Tries other numbers of places on the same frozen queue. */
export function WhatIf({ page }: { page: RunPage }) {
  const t = useTexts(runTexts);
  const navigate = useNavigate();
  const names = namesOf(page);
  const [isOpen, setOpen] = useState(false);
  const [free, setFree] = useState<Readonly<Record<string, number>>>({});
  const count = useMutation({
    mutationFn: () =>
      api.post<{ id: string }>(`/kindergarten/runs/${page.run.id}/what-if`, {
        places: Object.entries(free).map(([group, places]) => ({ group, free: places })),
      }),
    onError: notifyProblem,
    onSuccess: ({ id }) => void navigate({ to: runAddress(id) as '/' }),
  });
  const places = [...page.places].sort((a, b) =>
    names.organisation(a.organisation).localeCompare(names.organisation(b.organisation)),
  );
  return (
    <section aria-labelledby="run-what-if">
      <Title order={2} mb="xs" id="run-what-if">
        {t('what-if')}
      </Title>
      <Text mb="sm">{places.length ? t('what-if.what') : t('what-if.none')}</Text>
      {places.length > 0 && (
        <Button variant="default" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {t('what-if.free')}
        </Button>
      )}
      <Collapse expanded={isOpen}>
        <Stack gap="md" mt="md">
          <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
            {places.map(({ group, organisation, free: now }) => (
              <NumberInput
                key={group}
                label={`${names.organisation(organisation)}, ${names.group(group)}`}
                min={0}
                max={100}
                value={free[group] ?? now}
                onChange={(value) => setFree((old) => ({ ...old, [group]: Number(value) }))}
              />
            ))}
          </SimpleGrid>
          <div>
            <Button loading={count.isPending} disabled={!Object.keys(free).length} onClick={() => count.mutate()}>
              {t('what-if.send')}
            </Button>
          </div>
        </Stack>
      </Collapse>
    </section>
  );
}
