/**
 * Programs that neither use the job's token nor run code of the repository: the shell's own words, files and text,
 * archives, system packages. By their manuals.
 */
const INERT =
  ': . [ [[ alias apk apt apt-get awk base64 basename bc brew break bzip2 cat cd chmod choco chown cmp column comm continue cp csplit curl-config cut date dd declare df diff dirname dnf docker-credential du echo egrep exit expand export expr false fgrep file find fmt fold free getconf getopts git-config grep groups gunzip gzip hash head hexdump hostname id ifconfig install ip jq kill killall let ln local locale locate ls lsb_release lscpu lsof mapfile md5sum mkdir mkfifo mktemp more mv nl nproc od pacman paste patch pgrep ping pkill popd printenv printf ps pushd pwd read readarray readlink readonly realpath return rev rm rmdir scoop sed seq set sha1sum sha256sum sha512sum shasum shift shopt shuf sleep sort split stat strings strip sum sync sysctl systemctl tail tar tee test touch tr trap tree true truncate tsort tty type typeset ulimit umask unalias uname uniq unset unxz unzip update-alternatives uptime wait wc where whereis which who whoami xxd xz yes yq yum zcat zip zstd zypper Write-Host Write-Output echo. Get-ChildItem Set-Location New-Item Remove-Item Copy-Item Move-Item Test-Path Expand-Archive Compress-Archive Get-Content Set-Content Add-Content Out-File Select-String if else foreach param'.split(
    ' ',
  );

/**
 * Programs that build, test, check or install. They may run code of the repository, which by custom does not talk to
 * GitHub unless a token stands in the environment.
 */
const CONVENTIONAL =
  'act ant autoconf autoreconf ava bazel bazelisk bear biome black brakeman bundle bundler buf c++ cabal cargo-nextest cc ccache cd_ clang clang-format clang-tidy cmake cocoapods codespell composer conan conda coverage cpack cppcheck ctest cypress dart deno detekt docker-compose dotnet eslint fastlane flake8 flutter fpc g++ gcc gem ginkgo go gofmt golangci-lint gotestsum gradle grype hadolint hatch hugo invoke isort jasmine java javac jekyll jest julia just ktlint lcov ld lein lerna lint-staged llvm-cov luacheck luarocks make mage mdbook meson micromamba mamba mill mix mkdocs mocha mvn mvnw mypy nim nimble ninja nix nix-build nix-shell node nosetests nox nuget nx nyc opam packer pdm perl phan php phpcs phpstan phpunit pip pip3 pipenv pipx pkg-config playwright pnpm pod poetry pre-commit prettier pylint pyright pytest python python3 qmake R rake rebar3 rspec Rscript rubocop ruby ruff rustc rustfmt rustup sbt scons shellcheck shfmt snyk sphinx-build stack staticcheck stylelint swift swiftlint syft task tflint tofu-fmt tox trivy tsc turbo twine-check uv uvx valgrind vcpkg vite vitest wasm-pack webpack xcodebuild xcpretty xcrun xvfb-run yamllint yarn zig npm npx bun bunx corepack cargo gradlew dbt alembic psql mysql redis-cli sqlite3 sccache protoc kind minikube k3d helm kubectl kustomize terraform tofu terragrunt ansible ansible-lint ansible-playbook ansible-galaxy aws gcloud az docker buildah podman skopeo vagrant virtualenv setup-python codecov opam-ci esy rescript elm purs spago ocaml dune ghc sam cdk sls serverless wrangler vercel netlify firebase heroku flyctl fly railway'.split(
    ' ',
  );

const INERT_SET: ReadonlySet<string> = new Set(INERT);
const CONVENTIONAL_SET: ReadonlySet<string> = new Set(CONVENTIONAL);

/** How a program of this name behaves by custom: nothing, a build or test tool, or anything. */
export function programKind(name: string): 'inert' | 'conventional' | 'any' {
  if (INERT_SET.has(name)) return 'inert';
  return CONVENTIONAL_SET.has(name) ? 'conventional' : 'any';
}

/** Scripts of a package manager that by their name do more than build and test. */
const ACTING_SCRIPT =
  /(?:^|[:._-])(?:release|publish|deploy|push|version|bump|tag|changelog|upload|sync|docs?-?deploy|gh-pages|comment|notify)(?:$|[:._-])/iu;

/** Whether a script or target of this name is likely to write somewhere. */
export function isActingScript(name: string): boolean {
  return ACTING_SCRIPT.test(name);
}
