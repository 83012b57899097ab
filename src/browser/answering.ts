import { submitCarefully } from './answering/careful-submit.ts';
import { Modes } from './answering/modes.ts';
import { readQuestion, readSender } from './answering/page.ts';
import { followUnsent } from './answering/follow-unsent.ts';
import { saveWhileTyping } from './answering/writing.ts';

const question = readQuestion();
const sender = readSender();
const answer = document.querySelector<HTMLFormElement>('#answer');
const isPreview = question?.base === '';

if (answer && question && !isPreview) {
  if (answer.enctype !== 'multipart/form-data') saveWhileTyping(question, answer);
  submitCarefully(answer);
}
if (question && document.getElementById('modes')) void new Modes(question).begin();
document.querySelectorAll<HTMLFormElement>('#file-choice, #submission').forEach(submitCarefully);
if (sender && !isPreview) void followUnsent(sender);
