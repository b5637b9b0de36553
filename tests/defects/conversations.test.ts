import { proveDefects } from '../proof/prove-area.js';
import { conversationsDefects } from './conversations.js';

proveDefects(conversationsDefects);
