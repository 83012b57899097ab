import { listenToInboxKeys } from './message/inbox-keys.ts';

listenToInboxKeys();
