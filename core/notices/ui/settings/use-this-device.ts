import { useEffect, useState } from 'react';
import { api, notifyDone, notifyProblem, ProblemError, useMutation, useQueryClient, useTexts } from '@regiso/core/ui';
import type { Device, Devices } from '../model';
import { deviceTexts } from './device-texts';
import { canShow, hashOf, presentEndpoint, subscribe, unsubscribe, useLanguageOfWorker, type Can } from './push';

export const devicesAddress = '/notices/own/devices';

type Problem = 'failed' | undefined;

/** Whether this browser is among the devices, and how to put it there or take one away. */
export function useThisDevice(state: Devices, language: 'ru' | 'en') {
  const t = useTexts(deviceTexts);
  const queries = useQueryClient();
  const [can, setCan] = useState<Can>(canShow);
  const [problem, setProblem] = useState<Problem>();
  const [hash, setHash] = useState<string>();
  useEffect(
    () => void presentEndpoint().then(async (endpoint) => setHash(endpoint && (await hashOf(endpoint)))),
    [state],
  );
  const here = state.devices.find(({ endpointHash }) => endpointHash === hash);
  useLanguageOfWorker(language, here !== undefined);

  const settle = {
    onMutate: () => setProblem(undefined),
    onError: (error: unknown) => {
      setCan(canShow());
      void queries.invalidateQueries({ queryKey: [devicesAddress] });
      if (error instanceof ProblemError) notifyProblem(error);
      else if (canShow() === 'ask') setProblem('failed');
    },
  };
  const keep = (devices: Devices, said: 'added' | 'removed') => {
    queries.setQueryData([devicesAddress, {}], devices);
    notifyDone({ text: t(said) });
  };
  const on = useMutation({
    mutationFn: async () => {
      const { devices, endpoint } = await switchOn(state.publicKey, language);
      setHash(await hashOf(endpoint));
      return devices;
    },
    onSuccess: (devices) => keep(devices, 'added'),
    ...settle,
  });
  const off = useMutation({
    mutationFn: async (device: Device) => {
      const devices = await api.delete<Devices>(`${devicesAddress}/${device.id}`);
      if (device.id === here?.id) await unsubscribe();
      return devices;
    },
    onSuccess: (devices) => keep(devices, 'removed'),
    ...settle,
  });
  const isBusy = on.isPending || off.isPending;
  const isEnding = off.isPending && off.variables.id === here?.id;
  return {
    can,
    here,
    /** What the switch shows: already what was chosen, while it is being done. */
    isOn: on.isPending || (here !== undefined && !isEnding),
    problem,
    isBusy,
    turn: (isOn: boolean) => {
      if (isBusy) return;
      if (isOn) on.mutate();
      else if (here) off.mutate(here);
    },
    remove: (device: Device) => off.mutate(device),
  };
}

async function switchOn(publicKey: string, language: 'ru' | 'en') {
  try {
    const subscription = await subscribe(publicKey, language);
    return { devices: await api.post<Devices>(devicesAddress, subscription), endpoint: subscription.endpoint };
  } catch (error) {
    // A browser that the server does not know keeps nothing of ours.
    await unsubscribe().catch(() => undefined);
    throw error;
  }
}
