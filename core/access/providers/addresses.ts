import type { Request } from '@hapi/hapi';
import { installed } from '../../server/installed';

export const pathOfWay = (way: string) => `/api/access/enter/${way}`;

/** Where browsers reach this installation; without REGISO_PUBLIC_URL as the request says, which is for demonstrations only. */
export const originOf = (request: Request) =>
  (installed().config.publicUrl ?? `${request.server.info.protocol}://${request.info.host}`).replace(/\/+$/, '');

/** The address a provider sends the person back to. */
export const addressOfWay = (request: Request, way: string) => `${originOf(request)}${pathOfWay(way)}`;
