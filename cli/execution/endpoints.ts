import { profileCapabilities } from '../../reports/certificate/requirement-set.js';
import type { DialectName } from '../../schemas/dialect.js';
import { dialect as dialectData } from '../../schemas/dialects.js';
import { capabilityNames } from '../../targets/capability.js';
import { systemClock } from '../../targets/clock.js';
import { type ConfiguredTarget, configuredTargets } from '../../targets/configured-target.js';
import { fetchTransport } from '../../targets/fetch-transport.js';
import { limitsOf } from '../../targets/limits.js';
import { withModel } from '../../targets/probe.js';
import type { Target } from '../../targets/target.js';
import { secretsOf } from '../../targets/target-secrets.js';
import { throttle } from '../../targets/throttle.js';
import { UsageError } from '../../targets/usage-error.js';
import { declaredCapabilities } from '../declared.js';
import type { RunOptions } from '../options/run-options.js';
import type { Terminal } from '../terminal.js';
import { embeddedEndpoint } from './embedded.js';
import type { Endpoint } from './endpoint.js';
import type { RunSettings } from './settings.js';

/**
 * The targets that the options and the config name, each ready to be reached; the embedded reference server where they name
 * none. Throws `UsageError` for what is wrong.
 */
export async function endpointsOf(
  options: RunOptions,
  settings: RunSettings,
  terminal: Terminal,
): Promise<readonly Endpoint[]> {
  const configured = await configuredTargets(options, terminal.environment, terminal.folder);
  if (configured.length === 0) return [embedded(options)];
  return Promise.all(
    configured.map((each) => withKnownModel(reached(each, options, settings, terminal), options, settings)),
  );
}

/** The endpoint with a model: the one that was named, or the only one that the target lists. */
async function withKnownModel(
  endpoint: Endpoint,
  options: RunOptions,
  settings: RunSettings,
): Promise<Endpoint> {
  const { target, credentials, transport } = endpoint;
  if (target.model !== '') return endpoint;
  // A plan sends nothing, so nobody can be asked.
  if (options.plan === true) {
    throw new UsageError(`no model is named for ${target.name}: add --model NAME`);
  }
  const found = await withModel({
    target,
    credentials,
    transport,
    clock: systemClock,
    limits: limitsOf({ timeoutMs: settings.timeoutMs, maxBodyBytes: settings.maxBodyBytes }),
    throttle: throttle(systemClock),
    secrets: secretsOf(target),
    folder: null,
  });
  return { ...endpoint, target: found };
}

function embedded(options: RunOptions): Endpoint {
  const dialect = options.dialect ?? 'openai';
  const known = capabilityNames.filter((name) => dialectData(dialect).wire.capabilities.includes(name));
  return embeddedEndpoint(dialect, {
    version: options.targetVersion ?? null,
    contextWindow: options.contextWindow ?? null,
    capabilities: declaredCapabilities(options.capability, known),
  });
}

function reached(
  { target, credentials, certificateAuthority }: ConfiguredTarget,
  options: RunOptions,
  settings: RunSettings,
  { environment }: Terminal,
): Endpoint {
  const limits = limitsOf({ timeoutMs: settings.timeoutMs, maxBodyBytes: settings.maxBodyBytes });
  const transport = fetchTransport({
    connectMs: limits.connectMs,
    silenceMs: Math.max(limits.firstByteMs, limits.idleMs),
    certificateAuthority,
    environment,
  });
  return {
    target: {
      ...target,
      capabilities: { ...target.capabilities, ...certifiedCapabilities(options, target.dialect) },
    },
    credentials,
    transport: transport.send,
    close: transport.close,
  };
}

// Certification means capabilities on as the profile says, whatever the config leaves open.
function certifiedCapabilities({ certify = [] }: RunOptions, dialect: DialectName): Target['capabilities'] {
  const { capabilities } = dialectData(dialect).wire;
  const names = certify.flatMap((profile) => profileCapabilities[profile]);
  return Object.fromEntries(names.filter((name) => capabilities.includes(name)).map((name) => [name, true]));
}
