import { z } from 'zod';

export const mailSettings = {
  /** Where letters are handed over: `smtps://user:password@host:465`, or `smtp://…` with STARTTLS when it is offered. */
  REGISO_SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\/\S+$/, 'is written smtp://host:port or smtps://user:password@host:port')
    .optional(),
  /** Whom letters are from. */
  REGISO_MAIL_FROM: z.email().default('no-reply@regiso.invalid'),
};

export type MailConfig = { url: string; from: string };

type Settings = { REGISO_SMTP_URL?: string | undefined; REGISO_MAIL_FROM: string };

export const mailConfig = ({ REGISO_SMTP_URL, REGISO_MAIL_FROM }: Settings): MailConfig | undefined =>
  REGISO_SMTP_URL ? { url: REGISO_SMTP_URL, from: REGISO_MAIL_FROM } : undefined;
