/** What subsystems may ask about people. */
export { canActFor, childrenOf, guardiansOf, type Guardianship } from './can-act';
export { standing as standingCard } from './card';
export { hasConsent } from './consents';
export { linkPerson, endLink, reopenLink } from './links';
export { findOrCreatePerson, type Made } from './persons';
export { PersonInput, LinkInput } from './person-input';
export { peopleBrief, pseudonymsOf, type PersonBrief } from './brief';
export { personInReach } from './reach';
export { ownChild, ownOrChild, ownPersonId } from './own';
export { addGuardian, GuardianInput, registerGuardian } from './guardians';
export { GuardianKind } from './words';
export { likenessTo } from './duplicates';
export { linkDemoAccount } from './accounts';
export { linkPeople, makePeople } from './many';
export { namedNumberKey, namedNumberKeys, plainNumber, shortNameKey } from './named-number';
export { completeCard, matchPeople, offeredCards, type Found as FoundPerson } from './match-people';
export { entriesOf, giveEntryCode, renewEntryCode } from './entry-codes';
