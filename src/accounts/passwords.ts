import { z } from 'zod';

/** The commonest passwords of ten characters and more (from published leak counts), in lower case. */
const common = new Set(
  `1234567890 12345678910 123456789a 1q2w3e4r5t qwertyuiop password12 password123 password1234 1234567891 0123456789
  0987654321 9876543210 1111111111 0000000000 aaaaaaaaaa 123123123123 1qaz2wsx3edc q1w2e3r4t5 q1w2e3r4t5y6 qwerty12345
  qwerty123456 qwerty1234 qwertyuiop123 asdfghjkl1 asdfghjkl123 zxcvbnm123 iloveyou12 iloveyou123 iloveyou1234
  letmein123 letmein1234 welcome123 welcome1234 welcome2024 welcome2025 welcome2026 administrator admin12345 admin123456
  changeme123 changeme12 passw0rd123 p@ssw0rd123 p@ssword123 password1! password123! football123 baseball123 superman123
  princess123 sunshine123 dragon12345 monkey12345 master12345 michael123 jennifer123 charlie123 abcdefghij abcd123456
  abc1234567 a123456789 aa12345678 qazwsxedcrfv 1qazxsw23edc mypassword mypassword1 mypassword123 testtest123
  test123456 secret1234 internet123 computer123 whatever123 trustno1trustno1 qwerasdfzxcv 1234qwerasdf passwordpassword`.split(
    /\s+/,
  ),
);

/** At least ten characters and not one that everybody tries first (NIST SP 800-63B, 3.1.1.2). */
export const NewPassword = z
  .string()
  .min(10, 'Use at least 10 characters.')
  .max(200, 'Use at most 200 characters.')
  .refine(
    (password) => !common.has(password.toLowerCase()),
    'This is one of the passwords tried first. Choose another.',
  );
