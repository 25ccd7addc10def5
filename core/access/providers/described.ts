import { z } from 'zod';
import type { OidcSettings } from '../../server/sign-in-settings';
import type { Discovered } from './discovery';
import { callProvider } from './outbound';
import { EntryRefusal, type Described } from './refusal';

const Word = z.string().trim().max(200).optional().catch(undefined);
const Claims = z.object({
  sub: z.string(),
  family_name: Word,
  given_name: Word,
  middle_name: Word,
  birthdate: Word,
});

/**
 * How a provider of OpenID Connect describes the person, where it was asked for the profile (Core 5.3). Throws when it speaks
 * of somebody else.
 */
export async function describedBy(
  { scopes }: OidcSettings,
  { userinfo_endpoint: address }: Discovered,
  { access_token: token }: { access_token?: unknown },
  subject: string,
): Promise<Described | undefined> {
  if (!address || typeof token !== 'string' || !scopes.includes('profile')) return undefined;
  const claims = Claims.safeParse(await callProvider(address, { headers: { authorization: `Bearer ${token}` } }));
  if (!claims.success || claims.data.sub !== subject) throw new EntryRefusal('bad-token', 'userinfo of somebody else');
  const { family_name: surname, given_name: name, middle_name: patronymic, birthdate } = claims.data;
  if (!surname || !name) return undefined;
  const birthDate = /^\d{4}-\d{2}-\d{2}$/.test(birthdate ?? '') ? birthdate : undefined;
  return { surname, name, ...(patronymic && { patronymic }), ...(birthDate && { birthDate }) };
}
