import type { OrganisationRow } from './register';
import { safeLink } from './links';

const types: Record<string, string> = { kindergarten: 'Preschool', school: 'School', college: 'CollegeOrUniversity' };

/** What search engines read of a card, in the words of schema.org. */
export function structuredData(found: OrganisationRow, site: string) {
  const address = found.address && {
    '@type': 'PostalAddress',
    addressCountry: 'RU',
    addressRegion: found.regionName,
    ...(found.settlement && { addressLocality: found.settlement }),
    streetAddress: found.address,
  };
  const website = safeLink(found.website);
  return {
    '@context': 'https://schema.org',
    '@type': types[found.kind] ?? 'EducationalOrganization',
    '@id': `${site}/organisations/${found.id}`,
    url: `${site}/organisations/${found.id}`,
    name: found.shortName,
    ...(found.fullName !== found.shortName && { legalName: found.fullName }),
    ...(found.inn && { taxID: found.inn }),
    ...(address && { address }),
    ...(found.phone && { telephone: found.phone }),
    ...(found.email && { email: found.email }),
    ...(website && { sameAs: website }),
    ...(found.lat !== null && { geo: { '@type': 'GeoCoordinates', latitude: found.lat, longitude: found.lon } }),
    ...(found.isDemo && { disambiguatingDescription: 'Demonstration data: this organisation is invented' }),
  };
}
