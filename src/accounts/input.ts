import { z } from 'zod';
import { roles } from './member.ts';
import { languages, themes } from './profile.ts';
import { NewPassword } from './passwords.ts';

export const Email = z
  .string()
  .trim()
  .max(254, 'This address is too long.')
  .pipe(z.email('Write one address, such as ruth@example.com.'));

const PersonName = z.string().trim().min(1, 'Write your name.').max(120, 'Use at most 120 characters.');

export const SetupInput = z.object({
  company: z.string().trim().min(1, 'Write the name of your company.').max(120, 'Use at most 120 characters.'),
  name: PersonName,
  email: Email,
  password: NewPassword,
});

const RoleChoice = z.enum(roles, 'Choose a role.');

export const InviteInput = SetupInput.pick({ name: true, email: true }).extend({ role: RoleChoice.default('member') });

export const InviteesInput = z.object({
  people: z.string('Write one address on each line.').max(100_000, 'This list is too long.'),
  role: RoleChoice.default('member'),
});

export const RoleInput = z.object({ role: RoleChoice });

export const NewPasswordInput = SetupInput.pick({ password: true });

/** The same words whatever is wrong. */
export const wrongPassword = 'The email or the password is wrong.';

export const SignInInput = z.object({
  email: z.string(wrongPassword).trim().min(1, wrongPassword).max(254, wrongPassword),
  password: z.string(wrongPassword).min(1, wrongPassword).max(200, wrongPassword),
});

export const CodeInput = z.object({
  code: z.string('Write the code.').trim().min(1, 'Write the code.').max(40, 'This is no code.'),
});

export const PreferencesInput = z.object({
  name: PersonName,
  timeZone: z.string().refine(isZone, 'Choose a time zone from the list.'),
  language: z.enum(Object.keys(languages), 'Choose a language from the list.'),
  theme: z.enum(themes, 'Choose a theme.'),
});

export const ChangedPasswordInput = z.object({
  current: z.string('Write your password of today.').max(200, 'This is not your password.').default(''),
  password: NewPassword,
});

/** Older names, such as Asia/Calcutta, count too. */
function isZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}

export const LinkInput = z.object({ email: Email });
