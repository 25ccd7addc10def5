import type { Request } from '@hapi/hapi';
import { installed } from '../../server/installed';
import { cookieName } from '../sign-ins';

/** The sign-in cookie; `age` 0 takes it away. */
export const cookie = (token: string, age?: number) => {
  const secure = installed().config.production ? '; Secure' : '';
  return `${cookieName()}=${token}; Path=/; HttpOnly; SameSite=Lax${secure}${age === undefined ? '' : `; Max-Age=${age}`}`;
};

export const deviceOf = (request: Request) => {
  const agent: unknown = request.headers['user-agent'];
  return typeof agent === 'string' ? agent.slice(0, 200) : '';
};
