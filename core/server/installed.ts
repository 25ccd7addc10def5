import type { Config } from './config';
import type { LoadProblem } from './loader';
import type { Plugin } from './plugin';
import type { Services } from './services';

export type Installed = {
  /** Sound plugins in the order of their requirements. */
  plugins: readonly Plugin[];
  failed: LoadProblem[];
  /** Ids switched off by the operator. */
  disabled: Set<string>;
  config: Config;
  services: Pick<Services, 'databaseUrl' | 'appUrl' | 'loaderUrl' | 'clickhouseUrl' | 'redisUrl'>;
  /** The release, from package.json. */
  version: string;
};

let present: Installed | undefined;

/** What this process runs: plugins, settings, addresses. Throws before `createApp`. */
export function installed(): Installed {
  if (!present) throw new Error('Nothing is installed yet: createApp(…) comes first');
  return present;
}

/** The same plugins; none before `createApp`. */
export const installedPlugins = (): readonly Plugin[] => present?.plugins ?? none;
const none: readonly Plugin[] = [];

export const install = (next: Installed) => void (present = next);

/** True when the plugin is sound, switched on, and so is everything it requires. */
export function isEnabled(id: string): boolean {
  const { plugins, disabled } = installed();
  const plugin = plugins.find((candidate) => candidate.id === id);
  if (!plugin || disabled.has(id)) return false;
  return (plugin.requires ?? []).every(isEnabled);
}

export const enabledPlugins = () => installed().plugins.filter(({ id }) => isEnabled(id));
