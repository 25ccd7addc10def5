/** The address of a website when it is one; what an import brought is not trusted to be. */
export function safeLink(website: string | null): string | undefined {
  if (!website) return undefined;
  const address = /^[a-z]+:/i.test(website) ? website : `https://${website}`;
  if (!URL.canParse(address)) return undefined;
  return /^https?:$/.test(new URL(address).protocol) ? address : undefined;
}
