import type { CredentialVariables } from './secretNameTypes.js';

// https://docs.npmjs.com/trusted-publishers, read in https://github.com/npm/documentation (404e183ea0c1)
const NPM_TRUSTED =
  'Set up npm trusted publishing for the package and grant id-token: write (npm 11.5.1 or later, hosted runner); it publishes only, installing private packages still needs a token.';
// https://docs.pypi.org/trusted-publishers/, read in https://github.com/pypi/warehouse (6b6215712)
const PYPI_TRUSTED =
  'Publish with pypa/gh-action-pypi-publish without a password, trusted publishing and id-token: write.';
// https://crates.io/docs/trusted-publishing, read in https://github.com/rust-lang/crates.io (57fa000662f5)
const CRATES_TRUSTED =
  'Use the output of rust-lang/crates-io-auth-action with trusted publishing and id-token: write.';
// https://guides.rubygems.org/trusted-publishing, read in https://github.com/rubygems/guides (a5b54b553118)
const GEMS_TRUSTED =
  'Use rubygems/configure-rubygems-credentials with trusted publishing and id-token: write.';
// https://learn.microsoft.com/nuget/nuget-org/trusted-publishing, read in NuGet/docs.microsoft.com-nuget (2b52d770c577)
const NUGET_TRUSTED = 'Use the output of NuGet/login with trusted publishing and id-token: write.';
// https://docs.docker.com/enterprise/security/oidc-connections/, by https://github.com/docker/login-action/pull/1048
const DOCKER_OIDC =
  'Log in with docker/login-action v4.5.0 or later without a password, DOCKERHUB_OIDC_CONNECTIONID and id-token: write (organizations with an OIDC connection).';
// https://github.com/microsoft/vscode-vsce/blob/70ca6ac250df/README.md "Trusted publishing"
const VSCE_TRUSTED =
  'Publish with vsce publish --oidc, a trusted publishing policy of the Marketplace and id-token: write.';
// https://github.com/jfrog/setup-jfrog-cli/blob/deda456d982f/README.md
const JFROG_OIDC = 'Log in with jfrog/setup-jfrog-cli, oidc-provider-name and id-token: write.';
// https://github.com/sigstore/cosign-installer/blob/3094a48ba063/README.md "Sign the images with GitHub OIDC Token"
const KEYLESS = 'Sign keyless: cosign with id-token: write needs no key.';

const UV = 'https://github.com/astral-sh/uv/blob/26a9dd4b2125/docs/guides/package.md';
const POETRY = 'https://github.com/python-poetry/poetry/blob/f46702336862/docs/configuration.md';
const SETUP_JAVA = 'https://github.com/actions/setup-java/blob/1dbac3c9e137/docs/advanced-usage.md';
const GRADLE_PUBLISH =
  'https://github.com/vanniktech/gradle-maven-publish-plugin/blob/ceeb9c552ce9/docs/central.md';
const JRELEASER = 'https://github.com/jreleaser/jreleaser.github.io/tree/62b00a164a2d/docs';
const MAVEN_GPG =
  'https://github.com/apache/maven-gpg-plugin/blob/3f7a92dce2de/src/main/java/org/apache/maven/plugins/gpg/AbstractGpgMojo.java';

/** Package and container registries, and the keys that sign what goes there. */
export const REGISTRY_VARIABLES: readonly CredentialVariables[] = [
  {
    names: ['NPM_TOKEN'],
    system: 'npm',
    kind: 'api-key',
    basis: 'variable',
    federatedAlternative: NPM_TRUSTED,
    source:
      'https://github.com/npm/documentation/blob/404e183ea0c1/content/integrations/integrating-npm-with-external-services/using-private-packages-in-a-ci-cd-workflow.mdx',
  },
  {
    names: ['NODE_AUTH_TOKEN'],
    system: 'npm',
    kind: 'api-key',
    basis: 'variable',
    federatedAlternative: NPM_TRUSTED,
    note: 'Read from the .npmrc that actions/setup-node writes; of whichever registry its registry-url names.',
    source: 'https://github.com/actions/setup-node/blob/ae0d4ed08881/src/authutil.ts',
  },
  {
    names: ['TWINE_PASSWORD'],
    system: 'PyPI',
    kind: 'api-key',
    basis: 'variable',
    federatedAlternative: PYPI_TRUSTED,
    source: 'https://github.com/pypa/twine/blob/f536ac5d0c77/docs/index.rst',
  },
  {
    names: ['PYPI_API_TOKEN', 'TEST_PYPI_API_TOKEN'],
    system: 'PyPI',
    kind: 'api-key',
    basis: 'secret-name',
    federatedAlternative: PYPI_TRUSTED,
    source: 'https://github.com/pypa/gh-action-pypi-publish/blob/81e9d935c883/README.md',
  },
  {
    names: ['UV_PUBLISH_TOKEN', 'UV_PUBLISH_PASSWORD'],
    system: 'PyPI',
    kind: 'api-key',
    basis: 'variable',
    federatedAlternative:
      'Leave it out with trusted publishing and id-token: write; uv publish then logs in by itself.',
    source: UV,
  },
  {
    names: ['POETRY_PYPI_TOKEN_*'],
    system: 'PyPI',
    kind: 'api-key',
    basis: 'variable',
    federatedAlternative: PYPI_TRUSTED,
    source: POETRY,
  },
  {
    names: ['POETRY_HTTP_BASIC_*_PASSWORD'],
    system: 'Python package registry',
    kind: 'password',
    basis: 'variable',
    source: POETRY,
  },
  {
    names: ['HATCH_INDEX_AUTH'],
    system: 'PyPI',
    kind: 'api-key',
    basis: 'variable',
    federatedAlternative: PYPI_TRUSTED,
    source: 'https://github.com/pypa/hatch/blob/ed8e30bebf98/docs/how-to/publish/auth.md',
  },
  {
    names: ['CARGO_REGISTRY_TOKEN'],
    system: 'crates.io',
    kind: 'api-key',
    basis: 'variable',
    federatedAlternative: CRATES_TRUSTED,
    source:
      'https://github.com/rust-lang/crates.io/blob/57fa000662f5/svelte/src/routes/docs/trusted-publishing/+page.svelte',
  },
  {
    names: ['GEM_HOST_API_KEY'],
    system: 'RubyGems',
    kind: 'api-key',
    basis: 'variable',
    federatedAlternative: GEMS_TRUSTED,
    source: 'https://github.com/rubygems/rubygems/blob/69ec4a3a5f1c/lib/rubygems/gemcutter_utilities.rb',
  },
  {
    names: ['RUBYGEMS_API_KEY', 'BUNDLE_GEM__PUSH_KEY'],
    system: 'RubyGems',
    kind: 'api-key',
    basis: 'variable',
    federatedAlternative: GEMS_TRUSTED,
    source:
      'https://github.com/rubygems/configure-rubygems-credentials/blob/abfabee9aa68/src/configure-api-token.ts',
  },
  {
    names: ['NUGET_API_KEY', 'NUGET_SYMBOL_API_KEY'],
    system: 'NuGet',
    kind: 'api-key',
    basis: 'variable',
    federatedAlternative: NUGET_TRUSTED,
    note: 'Read by NuGet 7.6 and later; before that a custom.',
    source:
      'https://github.com/NuGet/docs.microsoft.com-nuget/blob/2b52d770c577/docs/reference/cli-reference/cli-ref-environment-variables.md',
  },
  {
    names: ['DOCKERHUB_TOKEN'],
    system: 'Docker Hub',
    kind: 'pat',
    basis: 'secret-name',
    federatedAlternative: DOCKER_OIDC,
    source: 'https://github.com/docker/login-action/blob/9f4a8ea54ed9/README.md',
  },
  {
    names: ['QUAY_ROBOT_TOKEN'],
    system: 'Quay',
    kind: 'api-key',
    basis: 'secret-name',
    source: 'https://github.com/docker/login-action/blob/9f4a8ea54ed9/README.md',
  },
  {
    names: ['GCR_JSON_KEY', 'GAR_JSON_KEY'],
    system: 'Google Artifact Registry',
    kind: 'key-file',
    basis: 'secret-name',
    federatedAlternative:
      'Log in with google-github-actions/auth (token_format: access_token) and give docker/login-action its access_token.',
    source: 'https://github.com/docker/login-action/blob/9f4a8ea54ed9/README.md',
  },
  {
    names: ['REGISTRY_PASSWORD'],
    system: 'container registry',
    kind: 'password',
    basis: 'secret-name',
    source: 'https://github.com/Azure/docker-login/blob/8081e8d61ff4/README.md',
  },
  {
    names: ['JF_ACCESS_TOKEN'],
    system: 'JFrog',
    kind: 'api-key',
    basis: 'variable',
    federatedAlternative: JFROG_OIDC,
    source: 'https://github.com/jfrog/setup-jfrog-cli/blob/deda456d982f/README.md',
  },
  {
    names: ['JF_PASSWORD'],
    system: 'JFrog',
    kind: 'password',
    basis: 'variable',
    federatedAlternative: JFROG_OIDC,
    source: 'https://github.com/jfrog/setup-jfrog-cli/blob/deda456d982f/README.md',
  },
  {
    names: ['JF_ENV_*'],
    system: 'JFrog',
    kind: 'api-key',
    basis: 'variable',
    federatedAlternative: JFROG_OIDC,
    source: 'https://github.com/jfrog/setup-jfrog-cli/blob/deda456d982f/README.md',
  },
  {
    names: ['CLOUDSMITH_API_KEY'],
    system: 'Cloudsmith',
    kind: 'api-key',
    basis: 'variable',
    federatedAlternative:
      'Log in with cloudsmith-io/cloudsmith-cli-action, oidc-namespace, oidc-service-slug and id-token: write.',
    source: 'https://github.com/cloudsmith-io/cloudsmith-cli-action/blob/ad73fafb92e3/README.md',
  },
  {
    names: ['DEPOT_TOKEN'],
    system: 'Depot',
    kind: 'api-key',
    basis: 'variable',
    federatedAlternative: 'Log in with depot/setup-action, oidc: true and id-token: write.',
    source: 'https://github.com/depot/setup-action/blob/91bc8495a33e/src/index.ts',
  },
  {
    names: ['CACHIX_AUTH_TOKEN'],
    system: 'Cachix',
    kind: 'api-key',
    basis: 'secret-name',
    source: 'https://github.com/cachix/cachix-action/blob/4ee54539d706/README.md',
  },
  {
    names: ['CACHIX_SIGNING_KEY'],
    system: 'Cachix',
    kind: 'signing-key',
    basis: 'secret-name',
    source: 'https://github.com/cachix/cachix-action/blob/4ee54539d706/README.md',
  },
  {
    names: ['VSCE_PAT'],
    system: 'Visual Studio Marketplace',
    kind: 'pat',
    basis: 'variable',
    federatedAlternative: VSCE_TRUSTED,
    source: 'https://github.com/microsoft/vscode-vsce/blob/70ca6ac250df/src/main.ts',
  },
  {
    names: ['VS_MARKETPLACE_TOKEN'],
    system: 'Visual Studio Marketplace',
    kind: 'pat',
    basis: 'secret-name',
    federatedAlternative: VSCE_TRUSTED,
    source: 'https://github.com/HaaLeo/publish-vscode-extension/blob/a4f95d5be050/README.md',
  },
  {
    names: ['OVSX_PAT'],
    system: 'Open VSX',
    kind: 'pat',
    basis: 'variable',
    source: 'https://github.com/eclipse/openvsx/blob/9cf4058d5364/cli/src/util.ts',
  },
  {
    names: ['OPEN_VSX_TOKEN'],
    system: 'Open VSX',
    kind: 'pat',
    basis: 'secret-name',
    source: 'https://github.com/HaaLeo/publish-vscode-extension/blob/a4f95d5be050/README.md',
  },
  {
    names: ['HF_TOKEN', 'HUGGING_FACE_HUB_TOKEN'],
    system: 'Hugging Face',
    kind: 'api-key',
    basis: 'variable',
    federatedAlternative:
      'Set up a trusted publisher on the Hub and grant id-token: write; huggingface_hub then exchanges the OIDC token.',
    source:
      'https://github.com/huggingface/huggingface_hub/blob/ee0a4510f4bc/docs/source/en/package_reference/environment_variables.md',
  }, // src/huggingface_hub/_oidc.py
  // Maven Central: no login by OIDC for GitHub Actions was found.
  {
    names: ['MAVEN_CENTRAL_TOKEN'],
    system: 'Maven Central',
    kind: 'password',
    basis: 'secret-name',
    source: SETUP_JAVA,
  },
  {
    names: ['ORG_GRADLE_PROJECT_MAVENCENTRALPASSWORD'],
    system: 'Maven Central',
    kind: 'password',
    basis: 'variable',
    source: GRADLE_PUBLISH,
  },
  {
    names: ['JRELEASER_MAVENCENTRAL_PASSWORD', 'JRELEASER_MAVENCENTRAL_TOKEN'],
    system: 'Maven Central',
    kind: 'password',
    basis: 'variable',
    source: JRELEASER,
  },
  { names: ['JRELEASER_GITHUB_TOKEN'], system: 'GitHub', kind: 'pat', basis: 'variable', source: JRELEASER },
  {
    names: ['GPG_PRIVATE_KEY'],
    system: 'GPG signing',
    kind: 'signing-key',
    basis: 'secret-name',
    source: 'https://github.com/crazy-max/ghaction-import-gpg/blob/377dc5d6faeb/README.md',
  },
  {
    names: ['GPG_PASSPHRASE'],
    system: 'GPG signing',
    kind: 'password',
    basis: 'variable',
    source: 'https://github.com/actions/setup-java/blob/1dbac3c9e137/README.md',
  },
  {
    names: ['MAVEN_GPG_KEY'],
    system: 'GPG signing',
    kind: 'signing-key',
    basis: 'variable',
    source: MAVEN_GPG,
  },
  {
    names: ['MAVEN_GPG_PASSPHRASE'],
    system: 'GPG signing',
    kind: 'password',
    basis: 'variable',
    source: MAVEN_GPG,
  },
  {
    names: ['MAVEN_GPG_PRIVATE_KEY'],
    system: 'GPG signing',
    kind: 'signing-key',
    basis: 'secret-name',
    source: SETUP_JAVA,
  },
  {
    names: ['ORG_GRADLE_PROJECT_SIGNINGINMEMORYKEY'],
    system: 'GPG signing',
    kind: 'signing-key',
    basis: 'variable',
    source: GRADLE_PUBLISH,
  },
  {
    names: ['JRELEASER_GPG_SECRET_KEY'],
    system: 'GPG signing',
    kind: 'signing-key',
    basis: 'variable',
    source: JRELEASER,
  },
  {
    names: ['COSIGN_PRIVATE_KEY'],
    system: 'cosign signing',
    kind: 'signing-key',
    basis: 'secret-name',
    federatedAlternative: KEYLESS,
    source: 'https://github.com/sigstore/cosign-installer/blob/3094a48ba063/README.md',
  },
  {
    names: ['COSIGN_PASSWORD'],
    system: 'cosign signing',
    kind: 'password',
    basis: 'variable',
    federatedAlternative: KEYLESS,
    source: 'https://github.com/sigstore/cosign/blob/d6d86c224e58/pkg/cosign/env/env.go',
  },
];
