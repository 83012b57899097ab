import { z } from 'zod';
import { SetupInput } from '../accounts/input.ts';
import { roles } from '../accounts/member.ts';
import { days } from './input.ts';

export const CompanyInput = SetupInput.pick({ company: true });

const aColour = 'Write a colour as six digits, such as #015c68.';

export const AccentInput = z.object({
  accent: z
    .string(aColour)
    .trim()
    .toLowerCase()
    .regex(/^#[0-9a-f]{6}$/, aColour),
});

const domain = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/;

/** Domains are typed one a line or with commas, perhaps with the @ before them. */
export const ProviderInput = z
  .object({
    domains: z
      .string()
      .max(5000, 'These are too many. Use at most 5000 characters.')
      .default('')
      .transform((typed) => [
        ...new Set(
          typed
            .toLowerCase()
            .split(/[\s,;]+/)
            .map((each) => each.replace(/^@/, '')),
        ),
      ])
      .transform((domains) => domains.filter(Boolean))
      .refine((domains) => domains.every((each) => domain.test(each)), {
        error: ({ input }) =>
          `“${(input as string[]).find((each) => !domain.test(each))}” is no domain. Write it like example.com.`,
      }),
    creates: z
      .string()
      .optional()
      .transform((value) => value === 'yes'),
  })
  .refine(({ domains, creates }) => !creates || domains.length > 0, {
    path: ['domains'],
    message: 'Name at least one domain: otherwise everybody with an account there could come in.',
  });

/** One box of a form comes as a text, several as a list, none as nothing. */
export const TwoFactorInput = z.object({
  roles: z
    .union([z.string(), z.array(z.string())])
    .default([])
    .transform((chosen) => roles.filter((role) => [chosen].flat().includes(role))),
});

export const SharingInput = z.object({ sharedBy: z.enum(['members', 'admins'], 'Choose who may share.') });

export const NewFormsInput = z.object({ mediaDays: days, responseDays: days });
