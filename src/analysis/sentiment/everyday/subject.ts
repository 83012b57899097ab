/** What people say of one thing, by what they feel. */
export interface Subject {
  name: string;
  neutral: string[];
  negative: string[];
  positive: string[];
}
