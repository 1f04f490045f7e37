/**
 * Programs that neither use the job's token nor run of the repository: the shell's own words, files and text,
 * archives, system packages, keys. By their manuals.
 */
const INERT =
  ': [ [[ PlistBuddy add-apt-repository adduser alias apk apt apt-cache apt-get apt-key apt-mark awk base32 base64 basename bc bg bind break brew builtin bzip2 cal case cat cd certutil chgrp chmod choco chown chpasswd cksum clear cmp codesign column comm command compgen complete continue cp cpio csplit csrutil cut date dd declare defaults df diff dig dircolors dirname dirs disown diskutil ditto dmesg dnf docker-credential dpkg dpkg-deb dpkg-query dscl du echo egrep enable env exit expand export expr factor fallocate false fc fg fgrep file find findmnt fmt fold free function gawk getconf getent getfacl getopt getopts git-config gpg gpg-connect-agent gpgconf grep groupadd groups gtar gunzip gzip hash hdiutil head hexdump hg history host hostname hostnamectl id ifconfig install install_name_tool iostat ioreg ip iptables java_home jobs join journalctl jq keytool kill killall ldconfig ldd less let link lipo ln local locale locale-gen localectl locate logger login logname look losetup ls lsb_release lsblk lscpu lsmod lsof lspci lz4 lzma mapfile md5 md5sum mkdir mkfifo mkfs mknod mktemp modprobe more mount mountpoint mv nawk nc netstat networksetup nl nm nproc nslookup numfmt objdump od openssl otool pacman pandoc passwd paste patch pathchk pgrep ping pip-audit pkgutil pkill plutil popd pr printenv printf ps pushd pwd read readarray readelf readlink readonly realpath return rev rg rm rmdir route rpm rsync scoop scp screencapture security sed select seq service set setfacl sha1sum sha224sum sha256sum sha384sum sha512sum shasum shift shopt shred shuf skip sleep snap softwareupdate sort split ss ssh-add ssh-agent ssh-keygen ssh-keyscan stat stdbuf strings strip stty su sum sw_vers swapoff swapon sync sysctl system_profiler systemctl systeminfo tac tail tar tasklist tee telnet test timedatectl timeout top touch tput tr trap tree true truncate tsort tty type typeset udevadm ulimit umask umount unalias uname unexpand uniq unlink unset unxz unzip update-alternatives uptime useradd usermod users uuidgen vmstat w wait wc whatis where whereis which who whoami xattr xmllint xmlstarlet xxd xz yes yq yum zcat zgrep zip zipinfo zstd zypper ' +
  'Write-Host Write-Output Write-Error Write-Warning Write-Verbose Write-Debug echo. Get-ChildItem Get-Item Get-Location Get-Command Get-Date Get-Process Get-Service Get-FileHash Get-ItemProperty Get-Module Set-Location Set-Item Set-ItemProperty Set-StrictMode Set-ExecutionPolicy Set-Variable New-Item New-Object New-Variable Remove-Item Copy-Item Move-Item Rename-Item Test-Path Join-Path Split-Path Resolve-Path Expand-Archive Compress-Archive Get-Content Set-Content Add-Content Out-File Out-Null Out-String Select-String Select-Object Sort-Object Group-Object Measure-Object Format-Table Format-List ConvertTo-Json ConvertFrom-Json ConvertTo-SecureString Where-Object ForEach-Object Start-Sleep Stop-Process Import-Module Install-Module Install-PackageProvider Add-Type Read-Host Tee-Object Clear-Host if else elseif foreach for while do switch try catch finally param return throw default in then fi done elif esac';

/**
 * Programs that build, test, check, deploy elsewhere or install. They may run code of the repository, which by custom
 * does not talk to GitHub unless a token stands in the environment.
 */
const CONVENTIONAL =
  'R Rscript act actionlint addlicense alembic ansible ansible-galaxy ansible-lint ansible-playbook ant appcenter ar asciidoctor asdf astro autoconf autoheader automake autoreconf autopep8 ava aws az bandit bats bazel bazelisk bear biome black bosh brakeman bump-my-version bump2version bumpversion bun bundle bundler buf buildifier bunx c++ cabal cargo cargo-binstall cargo-deny cargo-nextest carthage cc ccache cdk checkov chef chromatic clang clang++ clang-format clang-tidy clj clojure cloc cloud-sql-proxy cmake cmake-format cocoapods code codecov codespell commitizen commitlint commit-and-tag-version composer conan conda cookiecutter corepack coverage coveralls cpack cpanm cpp cppcheck cpplint cross cspell ct ctest cypress cz dart datree dbt deno depcheck deptry detekt dexidp doctl docker docker-compose dockerd dotnet doxygen dprint dub dune earthly elixir elm emcc emcmake esbuild eslint esy expo fastlane firebase flake8 flit flutter fly flyctl forge fossa foundryup fpc fvm g++ gatsby gcc gcloud gcov gcovr gem gh-act ghc ghcup ginkgo gitleaks gleam glide gmake go gofmt gofumpt goimports golangci-lint golint gosec gotestfmt gotestsum govulncheck gradle gradlew graphql-codegen grunt grype gsutil gulp hadolint hatch haxe helm helmfile heroku html-proofer htmlproofer htmltest hugo hyperfine invoke isort istioctl jasmine java javac javadoc jazzy jekyll jest julia just k3d k6 k9s karma kind kotlinc ktlint kubeconform kubectl kubescape kubeval kustomize lake lcov ld lein lerna lerna-lite lhci license-checker lighthouse linkchecker lint-staged lld locust luac luacheck luajit luarocks lua lychee m4 mage magento make mamba markdownlint markdownlint-cli2 maturin mdbook mdl meson micromamba mill minikube misspell mix mocha msbuild msgfmt mvn mvnw mypy mysql mysqladmin mysqldump nancy ncc ncu ndk-build netlify newman next ng nim nimble ninja nitpick nix nix-build nix-channel nix-env nix-shell nmake node nodemon nosetests nox npm npx nuget nuxi nuxt nx nyc ocaml opa opam opam-ci openapi-generator openapi-generator-cli oxlint packer pack pants pdm perl perltidy phan php php-cs-fixer phpcs phpstan phpunit pip pip3 pipenv pipx pixi pkg-config platformio playwright pio pnpm pod podman poetry popeye pre-commit prettier prisma prove promtool protoc psalm psql pub pulumi purs pwsh py py.test pylint pyright pytest pytest-cov python python2 python3 pyinstaller qmake quarto rails railway rake ratchet rebar3 redis-cli redis-server renovate-config-validator rescript rg2 rome rollup rpmbuild rspec rsbuild rubocop ruby ruff rumdl rush rustc rustfmt rustup rye s3cmd sam sass sbt scala scala-cli scalafmt sccache scons semgrep serverless sfdx sf shellcheck shellspec shfmt skaffold sls slither snyk sonar-scanner spago spectral sphinx-build sqitch sqlfluff sqlite3 ssh sst stack standard standard-version staticcheck stestr storybook stylelint supabase swag swc swift swiftformat swiftlint syft talisman tap task tauri templ terraform terraform-docs terragrunt terrascan tf tfenv tflint tfsec tofu tox trivy truffle trufflehog trunk ts-node tsc tsd tslint tsup tsx turbo twine typos uv uvicorn uvx vagrant valgrind vals vault vcpkg vendir vercel virtualenv vite vitepress vitest vsce ovsx vswhere vue-cli-service vulture wait-on wasm-bindgen wasm-opt wasm-pack wat2wasm webpack west wine wrangler xargo xcbeautify xcode-select xcodebuild xcodegen xcparse xcpretty xcrun xk6 xmake yamale yamllint yarn yarnpkg yapf zig zizmor zola';

const INERT_SET: ReadonlySet<string> = new Set(INERT.split(' '));
const CONVENTIONAL_SET: ReadonlySet<string> = new Set(CONVENTIONAL.split(' '));

/** How a program of this name behaves by custom: nothing, a build or test tool, or anything. */
export function programKind(name: string): 'inert' | 'conventional' | 'any' {
  if (INERT_SET.has(name)) return 'inert';
  return CONVENTIONAL_SET.has(name) ? 'conventional' : 'any';
}

/** Programs that run what the repository names: scripts, targets, tasks. */
const RUNS_TARGETS: ReadonlySet<string> = new Set(
  'ant bazel bazelisk bun bundle cargo composer dagger deno earthly fastlane go gradle gradlew grunt gulp hatch invoke just lake lein mage make mask mix moon mvn mvnw ng ninja nix node nox npm nx pdm perl php pixi pnpm poe pwsh python python2 python3 rake ruby rush sbt scons skaffold task tox ts-node tsx turbo yarn'.split(
    ' ',
  ),
);

/** Whether a program runs scripts, targets or tasks of the repository, so that their names say what they do. */
export function runsTargets(name: string): boolean {
  return RUNS_TARGETS.has(name);
}

/** Of these, what stands for itself among the words is the name of a target. */
const TAKES_TARGETS: ReadonlySet<string> = new Set(
  'ant gradle gradlew grunt gulp invoke just mage make mask moon mvn mvnw nox poe rake task'.split(' '),
);

/** Whether what a program is given are names of targets, and not files or packages. */
export function takesTargets(name: string): boolean {
  return TAKES_TARGETS.has(name);
}

/** Scripts and targets that by their name do more than build and test. */
const ACTING_SCRIPT =
  /(?:^|[:._-])(?:release|publish|deploy|push|version|bump|tag|changelog|upload|sync|docs?-?deploy|gh-pages|comment|notify)(?:$|[:._-])/iu;

/** Whether a script or target of this name is likely to write somewhere. Of a path, the last part counts. */
export function isActingScript(name: string): boolean {
  return ACTING_SCRIPT.test(name.split('/').at(-1) ?? name);
}

/** Package managers that run a script of the repository by its name. */
export function runsScripts(name: string): boolean {
  return /^(?:npm|pnpm|yarn|bun)$/u.test(name);
}
