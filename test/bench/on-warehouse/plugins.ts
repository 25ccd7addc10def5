import access from '../../../core/access';
import audit from '../../../core/audit';
import system from '../../../core/system';
import warehouse from '../../../warehouse/server';
import { benchPlugin } from './results';

export const plugins = [system, audit, access, warehouse, benchPlugin];
