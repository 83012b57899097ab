import { submitCarefully } from './answering/careful-submit.ts';
import { Modes } from './answering/modes.ts';
import { readQuestion, readSender } from './answering/page.ts';
import { followUnsent } from './answering/follow-unsent.ts';
import { saveWhileTyping } from './answering/writing.ts';

const question = readQuestion();
const sender = readSender();
const isPreview = question?.base === '';

if (!isPreview) document.querySelectorAll<HTMLFormElement>('#answer, #file-choice, #submission').forEach(begin);
if (question && document.getElementById('modes')) void new Modes(question).begin();
if (sender && !isPreview) void followUnsent(sender);

function begin(form: HTMLFormElement): void {
  if (question && form.id === 'answer' && form.enctype !== 'multipart/form-data') saveWhileTyping(question, form);
  submitCarefully(form, begin);
}
