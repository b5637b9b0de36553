import nock from 'nock';
import { afterEach, expect, test } from 'vitest';
import { testParts } from '../tests/wire/setup.js';
import { probe, withModel } from './probe.js';
import { TransportError, type TransportFailure } from './transport.js';

const baseUrl = 'http://target.test/v1';
const origin = 'http://target.test';

afterEach(() => {
  nock.cleanAll();
});

test.each<[TransportFailure, RegExp]>([
  ['refused', /http:\/\/target\.test\/v1 does not answer \(why\): start the server, or check host and port/],
  ['name', /host name is not known/],
  ['tls', /trust its certificate with --ca FILE/],
  ['connect-timeout', /firewall and proxy/],
])('says what to do where the connection is: %s', async (failure, message) => {
  const transport = async () => {
    throw new TransportError(failure, 'why');
  };
  await expect(probe(testParts(baseUrl, { parts: { transport } }))).rejects.toThrow(message);
});

test.each([
  [401, {}, /refuses the key \(401\)/],
  [401, { target: { auth: 'none' as const } }, /asks for a key \(401\): set RESPONSES_API_KEY/],
])('says what to do where the status is %i with %j', async (status, options, message) => {
  nock(origin).get('/v1/models').reply(status, {});
  await expect(probe(testParts(baseUrl, options))).rejects.toThrow(message);
});

test.each([200, 403, 404, 500])('takes %i for an answer', async (status) => {
  nock(origin).get('/v1/models').reply(status, {});
  expect((await probe(testParts(baseUrl))).answer?.status).toBe(status);
});

test('finds the model of a server that has one, and asks where there are more or none', async () => {
  const parts = testParts(baseUrl, { target: { model: '' } });
  const models = (...ids: readonly string[]) =>
    nock(origin)
      .get('/v1/models')
      .reply(200, { data: ids.map((id) => ({ id })) });
  models('tiny');
  expect((await withModel(parts)).model).toBe('tiny');
  models('a', 'b');
  await expect(withModel(parts)).rejects.toThrow(/choose one with --model; it offers a, b/);
  nock(origin).get('/v1/models').reply(404, '');
  await expect(withModel(parts)).rejects.toThrow(/no model is named for .*; choose one with --model$/);
  expect((await withModel(testParts(baseUrl))).model).toBe('m');
});
