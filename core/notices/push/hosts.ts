import { installed } from '../../server/installed';

/** Whether the server may call the address: https, nothing in it but a path, and a host that the settings name. */
export function mayCall(endpoint: string): boolean {
  if (!URL.canParse(endpoint)) return false;
  const { protocol, username, password, hostname, port, hash } = new URL(endpoint);
  if (protocol !== 'https:' || username || password || hash) return false;
  const place = port ? `${hostname}:${port}` : hostname;
  return installed().config.pushHosts.some((host) => fits(place, host));
}

const fits = (place: string, host: string) => (host.startsWith('*.') ? place.endsWith(host.slice(1)) : place === host);
