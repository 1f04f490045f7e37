import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../../server/src/core/analysis/snapshot.js';
import { openRepository, uriOf } from '../../support/repository.js';

const CONF = 'mosquitto/conf.d/bridge.conf';
const BRIDGE = 'connection cloud\naddress mqtt.example.org:8883\n';

function open(text: string): Snapshot {
  return openRepository(new Map([[CONF, text]]));
}

function grantsIn(text: string): readonly string[] {
  return open(text).model.scopes.flatMap(({ facts, grants }) =>
    grants.map(
      ({ flows, resource, system }) =>
        `${facts.label}: ${(flows ?? []).join()} ${resource} of ${system.name}`,
    ),
  );
}

const CLOUD = 'mqtt.example.org:8883';

// https://mosquitto.org/man/mosquitto-conf-5.html, "Configuring Bridges"
describe('bridges of Mosquitto', () => {
  it.each([
    ['topic sensors/#', ['publish sensors/#']],
    ['topic sensors/# out 1', ['publish sensors/#']],
    ['topic commands/+ in', ['consume commands/+']],
    ['topic orders/# both 2', ['consume orders/#', 'publish orders/#']],
    ['topic # in 0 local/ remote/', ['consume remote/#']],
    ['topic # out 0 local/ ""', ['publish #']],
    ['topic "" in 0 here/one there/one', ['consume there/one']],
    ['topic "" in 0 here/one ""', []],
    ['topic orders/# sideways', []],
    ['#topic orders/# both\ntopic a', ['publish a']],
  ])('share %j with the other broker', (line, expected) => {
    expect(grantsIn(`${BRIDGE}topic x/y out\n${line}\n`)).toEqual(
      ['publish x/y', ...expected].map((one) => `cloud: ${one} of ${CLOUD}`),
    );
  });

  it('are apart from each other and from what a listener lets in', () => {
    const text = `listener 1883\nallow_anonymous true\n${BRIDGE}topic a out\nconnection two\naddress b\ntopic c in\nlistener 1884\n`;
    expect(
      open(text)
        .model.scopes.map(({ facts }) => facts.label)
        .sort(),
    ).toEqual(['anonymous', 'cloud', 'two']);
  });

  it('say that the other broker decides what else they may do', () => {
    const [scope] = open(`${BRIDGE}topic a out\n`).model.scopes;
    expect(scope?.unknowns.map(({ what }) => what)).toEqual([`what else ${CLOUD} lets it do`]);
  });

  it.each([
    ['remote_username plant\nremote_password h7Gf65 hHGz', ['h7Gf65 hHGz']],
    ['username plant\npassword h7Gf65', ['h7Gf65']],
    ['remote_password h7Gf65\nlocal_password jH76rr', ['h7Gf65', 'jH76rr']],
    ['bridge_identity plant\nbridge_psk deadbeef00', ['deadbeef00']],
    ['remote_password ${CLOUD_PASSWORD}', []],
    ['bridge_keyfile /etc/mosquitto/key.pem', []],
  ])('hold what is written out: %j', (lines, expected) => {
    const text = `${BRIDGE}${lines}\ntopic a out\n`;
    const found = open(text)
      .findings(uriOf(CONF))
      .filter(({ rule }) => rule === 'static-credential')
      .map(({ origin: { range } }) => text.slice(range.start, range.end));
    expect(found).toEqual(expected);
  });

  it('are read by what they hold, and not by one word', () => {
    expect(open('connection cloud\nkeyexchange ikev2\n').model.scopes).toEqual([]);
  });
});
