import type { ReactNode } from 'react';
import { useMe } from '../api/me';
import { NotFoundPage } from './failures';

/** Shows a page while its subsystem is installed and switched on. */
export const Present = ({ plugin, children }: { plugin: string; children: ReactNode }) =>
  useMe().plugins.includes(plugin) ? children : <NotFoundPage />;
