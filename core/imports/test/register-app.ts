import access from '../../access';
import audit from '../../audit';
import participants from '../../participants';
import system from '../../system';
import territory from '../../territory';
import { createTestApp } from '../../testing';
import type { Plugin } from '../../server/plugin';
import imports from '..';

/** The register and its imports alone: these rooms must stand without any plugin. */
export const createRegisterApp = (also: Plugin[] = []) =>
  createTestApp({ plugins: [system, audit, access, territory, imports, participants] as Plugin[], also });
