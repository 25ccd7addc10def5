import access from '../../core/access';
import audit from '../../core/audit';
import system from '../../core/system';
import warehouse from '../../warehouse/server';
import { marksPlugin } from '../../warehouse/server/test/marks';

export const plugins = [system, audit, access, warehouse, marksPlugin];
