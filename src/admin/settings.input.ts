import { z } from 'zod';
import { SetupInput } from '../accounts/input.ts';
import { roles } from '../accounts/member.ts';

export const CompanyInput = SetupInput.pick({ company: true });

const aColour = 'Write a colour as six digits, such as #015c68.';

export const AccentInput = z.object({
  accent: z
    .string(aColour)
    .trim()
    .toLowerCase()
    .regex(/^#[0-9a-f]{6}$/, aColour),
});

/** One box of a form comes as a text, several as a list, none as nothing. */
export const TwoFactorInput = z.object({
  roles: z
    .union([z.string(), z.array(z.string())])
    .default([])
    .transform((chosen) => roles.filter((role) => [chosen].flat().includes(role))),
});
