/** Why a sign-in by provider did not come about; each has a text of its own on the page. */
export type RefusalReason =
  | 'no-flow'
  | 'wrong-state'
  | 'denied'
  | 'provider-refused'
  | 'provider-silent'
  | 'bad-token'
  | 'not-confirmed'
  | 'unknown-way'
  | 'identity-taken'
  | 'way-taken'
  | 'foreign-identity'
  | 'old-proof'
  | 'disabled'
  | 'suspended'
  | 'no-agreement';

/** Ends a sign-in by provider. `cause` goes to the log and never to the person. */
export class EntryRefusal extends Error {
  constructor(
    readonly reason: RefusalReason,
    cause?: string,
  ) {
    super(cause ?? reason);
    this.name = 'EntryRefusal';
  }
}

/** How a provider describes a person: compared with the card before anything is linked. */
export type Described = {
  surname: string;
  name: string;
  patronymic?: string | undefined;
  /** `2001-02-03` */
  birthDate?: string | undefined;
};

/** Who the provider says the person is. Accounts are found by issuer and subject, never by e-mail, name or SNILS alone. */
export type ProvenIdentity = {
  way: string;
  issuer: string;
  subject: string;
  /** The provider says that it has asked for a second factor. */
  strong: boolean;
  /** When the person proved to the provider who they are, in seconds. */
  provedAt?: number | undefined;
  /** Eleven digits, from ESIA. */
  snils?: string | undefined;
  person?: Described | undefined;
};
