import { proveOddities } from '../proof/prove-area.js';
import { conversationsOddities } from './conversations.js';

proveOddities(conversationsOddities);
