// Compares vendors.json with what the vendors' own SDKs assign. Nothing of the build needs it. In a folder of its own, with this file copied there:
//   npm i --ignore-scripts @growthbook/growthbook@1.8.0 unleash-client@6.12.1 unleash-4@npm:unleash-client@4.1.1 @optimizely/optimizely-sdk@6.6.1 \
//     @launchdarkly/node-server-sdk@9.13.7 posthog-node@5.70.0 @openfeature/flagd-core@4.0.1 flagd-0@npm:@openfeature/flagd-core@0.2.5
//   ./vendors.py 4000 > vendors.json && node vendors-sdks.mjs vendors.json
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const made = JSON.parse(fs.readFileSync(process.argv[2]));
const units = made.units.map((hex) => Buffer.from(hex, 'hex').toString('utf16le'));
const silent = { debug() {}, info() {}, warn() {}, error() {} };
const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);
const isAscii = (text) => /^[\x00-\x7f]*$/.test(text);

function growthbook({ scheme, seed, coverage, weights }) {
  const { GrowthBook } = require('@growthbook/growthbook');
  const asIs = sum(weights) >= 0.99 && sum(weights) <= 1.01;
  const experiment = { key: seed, hashVersion: Number(scheme.at(-1)), coverage, variations: weights.map((_, i) => i), ...(asIs ? { weights } : {}) };
  return (id) => {
    const result = new GrowthBook({ attributes: { id } }).run(experiment);
    return result.inExperiment ? result.variationId : null;
  };
}

function unleash({ scheme, seed, coverage, weights }) {
  const library = scheme === 'unleash-1' ? 'unleash-4' : 'unleash-client';
  const { default: Rollout } = require(`${library}/lib/strategy/flexible-rollout-strategy.js`);
  const { selectVariant } = require(`${library}/lib/variant.js`);
  const parameters = { groupId: seed, rollout: String(Math.round(coverage * 100)), stickiness: 'userId' };
  const variants = weights.map((weight, i) => ({ name: String(i), weight, stickiness: 'userId' }));
  return (userId) => {
    if (!new Rollout().isEnabled(parameters, { userId })) {
      return null;
    }

    return Number(selectVariant({ name: seed, variants }, { userId }).name);
  };
}

async function optimizely({ seed, coverage, weights }) {
  const sdk = require('@optimizely/optimizely-sdk');
  let endOfRange = 0;
  const trafficAllocation = weights.map((w, i) => ({ entityId: `v${i}`, endOfRange: (endOfRange += Math.round((w / sum(weights)) * coverage * 10000)) }));
  const variations = weights.map((_, i) => ({ id: `v${i}`, key: String(i), featureEnabled: true, variables: [] }));
  const datafile = JSON.stringify({
    version: '4', accountId: '1', projectId: '1', revision: '1', sdkKey: 'k', environmentKey: 'e', anonymizeIP: false, rollouts: [], typedAudiences: [], audiences: [],
    groups: [], attributes: [], events: [], variables: [], featureFlags: [{ id: '9', key: 'flag', experimentIds: [seed], rolloutId: '', variables: [] }],
    experiments: [{ id: seed, key: 'experiment', status: 'Running', layerId: '1', audienceIds: [], forcedVariations: {}, trafficAllocation, variations }],
  });
  const client = sdk.createInstance({ projectConfigManager: sdk.createStaticProjectConfigManager({ datafile }) });
  await client.onReady();
  return (id) => {
    const { variationKey } = client.createUserContext(id).decide('flag', ['DISABLE_DECISION_EVENT']);
    return variationKey === null ? null : Number(variationKey);
  };
}

async function launchdarkly({ seed, coverage, weights }) {
  const sdk = require('@launchdarkly/node-server-sdk');
  const { FileDataSourceFactory } = require('@launchdarkly/node-server-sdk/integrations');
  const variations = weights.map((w, variation) => ({ variation, weight: Math.round((w / sum(weights)) * coverage * 100000) }));
  const rest = 100000 - sum(variations.map((v) => v.weight));
  const isExperiment = /^\d+$/.test(seed);
  const [key, salt] = isExperiment ? ['flag', 'salt'] : seed.split('.');
  const rollout = {
    kind: isExperiment ? 'experiment' : 'rollout',
    variations: rest > 0 ? [...variations, { variation: weights.length, weight: rest, untracked: true }] : variations,
    ...(isExperiment ? { seed: Number(seed) } : {}),
  };
  const flag = { key, salt, version: 1, on: true, prerequisites: [], targets: [], rules: [], offVariation: 0, fallthrough: { rollout }, variations: [...weights.keys(), 'rest'] };
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'vendors-')), 'flags.json');
  fs.writeFileSync(file, JSON.stringify({ flags: { [key]: flag } }));
  const client = sdk.init('sdk-key', { updateProcessor: new FileDataSourceFactory({ paths: [file] }).getFactory(), sendEvents: false, logger: silent });
  await client.waitForInitialization({ timeout: 5 });
  return async (id) => {
    const value = await client.variation(key, { kind: 'user', key: id }, 'error');
    return value === 'rest' ? null : value;
  };
}

async function posthog({ seed, coverage, weights }) {
  const { PostHog } = require('posthog-node');
  const isPercent = Math.abs(sum(weights) - 100) < 1e-6;
  const variants = weights.map((w, i) => ({ key: `v${i}`, rollout_percentage: isPercent ? w : (w * 100) / sum(weights) }));
  const flag = { id: 1, name: '', key: seed, active: true, filters: { groups: [{ properties: [], rollout_percentage: coverage * 100 }], multivariate: { variants } } };
  const answer = { flags: [flag], group_type_mapping: {}, cohorts: {} };
  const fetch = async () => ({ status: 200, ok: true, headers: { get: () => null }, json: async () => answer, text: async () => JSON.stringify(answer) });
  const client = new PostHog('key', { personalApiKey: 'phx_key', host: 'http://localhost:9', fetch });
  await client.reloadFeatureFlags();
  return async (id) => {
    const value = await client.getFeatureFlag(seed, id, { onlyEvaluateLocally: true, sendFeatureFlagEvents: false });
    return value === false ? null : Number(value.slice(1));
  };
}

function flagd({ scheme, seed, coverage, weights }) {
  const { FlagdCore } = require(scheme === 'flagd-1' ? 'flagd-0' : '@openfeature/flagd-core');
  const rest = Math.round(sum(weights) / coverage) - sum(weights);
  const parts = weights.map((w, i) => [`v${i}`, w]);
  const targeting = { fractional: [{ cat: [seed, { var: 'targetingKey' }] }, ...parts, ...(rest > 0 ? [['rest', rest]] : [])] };
  const core = new FlagdCore(undefined, silent);
  const variants = Object.fromEntries(['rest', ...parts.map((p) => p[0])].map((name) => [name, name]));
  core.setConfigurations(JSON.stringify({ flags: { flag: { state: 'ENABLED', variants, defaultVariant: 'rest', targeting } } }));
  return (targetingKey) => {
    const { value } = core.resolveStringEvaluation('flag', 'rest', { targetingKey }, silent);
    return value === 'rest' ? null : Number(value.slice(1));
  };
}

const unheard = ['launchdarkly-1']; // in single precision: their SDK for JavaScript computes in double precision
const rules = { growthbook, unleash, optimizely, launchdarkly, posthog, flagd };
let differences = 0;
for (const test of made.tests.filter((t) => !unheard.includes(t.scheme))) {
  const vendor = test.scheme.split('-')[0];
  const assign = await rules[vendor](test);
  // Their SDKs for JavaScript hash something else than the UTF-8 of the others beyond ASCII, and that of flagd 1 gives a hash beyond 100 % to the last variant.
  const isComparable = (unit) =>
    (!['unleash', 'flagd'].includes(vendor) || isAscii(test.seed + unit)) && !(test.scheme === 'flagd-1' && ['SI7p-', '6LvT0'].includes(test.seed + unit));
  let compared = 0;
  for (const [i, unit] of units.entries()) {
    if (!isComparable(unit)) {
      continue;
    }

    compared++;
    const theirs = await assign(unit);
    if (theirs !== test.variantOfUnit[i]) {
      differences++;
      console.log(`${test.scheme} '${test.seed}': '${unit.slice(0, 40)}' is ${theirs} there, ${test.variantOfUnit[i]} here`);
    }
  }

  console.log(`${test.scheme} '${test.seed}' at ${test.coverage}: ${compared} units compared`);
}

console.log(`${differences} differences`);
process.exit(differences === 0 ? 0 : 1);
