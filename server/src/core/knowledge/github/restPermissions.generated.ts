// Generated from scripts/generate/rest-permissions.txt by `npm run generate`. Do not edit.

export const REST_PERMISSIONS = `impossible:administration none contents:read actions:read contents:write impossible:user issues:write|pull-requests:write pull-requests:write repository-projects:write actions:write issues:read|pull-requests:read pull-requests:read impossible:webhooks issues:write impossible:environments issues:read security-events:read impossible:codespaces packages:read packages:write attestations:write impossible:repository-advisories attestations:read impossible:secret-scanning-alerts repository-projects:read impossible:secrets impossible:variables checks:write checks:read deployments:write impossible:codespaces-secrets impossible:dependabot-secrets pages:read security-events:write deployments:read artifact-metadata:write vulnerability-alerts:read pages:write artifact-metadata:read impossible:codespaces-metadata statuses:read impossible:codespaces-lifecycle-admin impossible:vulnerability-alerts impossible:custom-properties pull-requests:read|contents:read statuses:write issues:read&pull-requests:read
/codes_of_conduct GET 1
/codes_of_conduct/{key} GET 1
/emojis GET 1
/gitignore/templates GET 1
/gitignore/templates/{name} GET 1
/installation/repositories GET 1
/licenses GET 1
/licenses/{license} GET 1
/markdown POST 2
/meta GET 1
/octocat GET 1
/orgs/{org} GET 1
/orgs/{org}/artifacts/metadata/deployment-record POST 35
/orgs/{org}/artifacts/metadata/deployment-record/cluster/{cluster} POST 35
/orgs/{org}/artifacts/metadata/storage-record POST 35
/orgs/{org}/artifacts/{subject_digest}/metadata/deployment-records GET 38
/orgs/{org}/artifacts/{subject_digest}/metadata/storage-records GET 38
/orgs/{org}/attestations/bulk-list POST 22
/orgs/{org}/attestations/delete-request POST 20
/orgs/{org}/attestations/digest/{subject_digest} DELETE 20
/orgs/{org}/attestations/repositories GET 22
/orgs/{org}/attestations/{attestation_id} DELETE 20
/orgs/{org}/attestations/{subject_digest} GET 22
/orgs/{org}/code-scanning/alerts GET 16
/orgs/{org}/codespaces GET 17
/orgs/{org}/dependabot/alerts GET 36
/orgs/{org}/members/{username}/codespaces GET 17
/orgs/{org}/members/{username}/codespaces/{codespace_name} DELETE 17
/orgs/{org}/members/{username}/codespaces/{codespace_name}/stop POST 41
/orgs/{org}/packages GET 18
/orgs/{org}/packages/{package_type}/{package_name} DELETE 19 GET 18
/orgs/{org}/packages/{package_type}/{package_name}/restore POST 19
/orgs/{org}/packages/{package_type}/{package_name}/versions GET 18
/orgs/{org}/packages/{package_type}/{package_name}/versions/{package_version_id} DELETE 19 GET 18
/orgs/{org}/packages/{package_type}/{package_name}/versions/{package_version_id}/restore POST 19
/orgs/{org}/repos GET 1 POST 0
/orgs/{org}/secret-scanning/alerts GET 23
/orgs/{org}/security-advisories GET 21
/orgs/{org}/teams/{team_slug}~ DELETE 0 PUT 0
/projects/columns/cards/{card_id} DELETE 8 GET 24 PATCH 8
/projects/columns/cards/{card_id}/moves POST 8
/projects/columns/{column_id} DELETE 8 GET 24 PATCH 8
/projects/columns/{column_id}/cards GET 24 POST 8
/projects/columns/{column_id}/moves POST 8
/projects/{project_id} DELETE 8 GET 24 PATCH 8
/projects/{project_id}/collaborators GET 8
/projects/{project_id}/collaborators/{username} DELETE 8 PUT 8
/projects/{project_id}/collaborators/{username}/permission GET 8
/projects/{project_id}/columns GET 24 POST 8
/rate_limit GET 1
~ DELETE 0 GET 1 PATCH 0
~/actions/artifacts GET 3
~/actions/artifacts/{artifact_id} DELETE 9 GET 3
~/actions/artifacts/{artifact_id}/{archive_format} GET 3
~/actions/cache/retention-limit GET 0 PUT 0
~/actions/cache/storage-limit GET 3 PUT 0
~/actions/cache/usage GET 3
~/actions/caches DELETE 9 GET 3
~/actions/caches/{cache_id} DELETE 9
~/actions/jobs/{job_id} GET 3
~/actions/jobs/{job_id}/logs GET 3
~/actions/jobs/{job_id}/rerun POST 9
~/actions/oidc/customization/sub GET 3 PUT 9
~/actions/organization-secrets GET 25
~/actions/organization-variables GET 26
~/actions/permissions GET 0 PUT 0
~/actions/permissions/access GET 0 PUT 0
~/actions/permissions/artifact-and-log-retention GET 0 PUT 0
~/actions/permissions/fork-pr-contributor-approval GET 0 PUT 0
~/actions/permissions/fork-pr-workflows-private-repos GET 0 PUT 0
~/actions/permissions/selected-actions GET 0 PUT 0
~/actions/permissions/workflow GET 0 PUT 0
~/actions/runners GET 0
~/actions/runners/downloads GET 0
~/actions/runners/generate-jitconfig POST 0
~/actions/runners/registration-token POST 0
~/actions/runners/remove-token POST 0
~/actions/runners/{runner_id} DELETE 0 GET 0
~/actions/runners/{runner_id}/labels DELETE 0 GET 0 POST 0 PUT 0
~/actions/runners/{runner_id}/labels/{name} DELETE 0
~/actions/runs GET 3
~/actions/runs/{run_id} DELETE 9 GET 3
~/actions/runs/{run_id}/approvals GET 3
~/actions/runs/{run_id}/approve POST 9
~/actions/runs/{run_id}/artifacts GET 3
~/actions/runs/{run_id}/attempts/{attempt_number} GET 3
~/actions/runs/{run_id}/attempts/{attempt_number}/jobs GET 3
~/actions/runs/{run_id}/attempts/{attempt_number}/logs GET 3
~/actions/runs/{run_id}/cancel POST 9
~/actions/runs/{run_id}/deployment_protection_rule POST 29
~/actions/runs/{run_id}/force-cancel POST 9
~/actions/runs/{run_id}/jobs GET 3
~/actions/runs/{run_id}/logs DELETE 9 GET 3
~/actions/runs/{run_id}/pending_deployments GET 3 POST 29
~/actions/runs/{run_id}/rerun POST 9
~/actions/runs/{run_id}/rerun-failed-jobs POST 9
~/actions/runs/{run_id}/timing GET 3
~/actions/secrets GET 25
~/actions/secrets/public-key GET 25
~/actions/secrets/{secret_name} DELETE 25 GET 25 PUT 25
~/actions/variables GET 26 POST 26
~/actions/variables/{name} DELETE 26 GET 26 PATCH 26
~/actions/workflows GET 3
~/actions/workflows/{workflow_id} GET 3
~/actions/workflows/{workflow_id}/disable PUT 9
~/actions/workflows/{workflow_id}/dispatches POST 9
~/actions/workflows/{workflow_id}/enable PUT 9
~/actions/workflows/{workflow_id}/runs GET 3
~/actions/workflows/{workflow_id}/timing GET 3
~/activity GET 2
~/assignees GET 10
~/assignees/{assignee} GET 10
~/attestations POST 20
~/attestations/{subject_digest} GET 22
~/autolinks GET 0 POST 0
~/autolinks/{autolink_id} DELETE 0 GET 0
~/automated-security-fixes DELETE 0 GET 0 PUT 0
~/branches GET 2
~/branches/{branch} GET 2
~/branches/{branch}/protection DELETE 0 GET 0 PUT 0
~/branches/{branch}/protection/enforce_admins DELETE 0 GET 0 POST 0
~/branches/{branch}/protection/required_pull_request_reviews DELETE 0 GET 0 PATCH 0
~/branches/{branch}/protection/required_signatures DELETE 0 GET 0 POST 0
~/branches/{branch}/protection/required_status_checks DELETE 0 GET 0 PATCH 0
~/branches/{branch}/protection/required_status_checks/contexts DELETE 0 GET 0 POST 0 PUT 0
~/branches/{branch}/protection/restrictions DELETE 0 GET 0
~/branches/{branch}/protection/restrictions/apps DELETE 0 GET 0 POST 0 PUT 0
~/branches/{branch}/protection/restrictions/teams DELETE 0 GET 0 POST 0 PUT 0
~/branches/{branch}/protection/restrictions/users DELETE 0 GET 0 POST 0 PUT 0
~/branches/{branch}/rename POST 4
~/check-runs POST 27
~/check-runs/{check_run_id} GET 28 PATCH 27
~/check-runs/{check_run_id}/annotations GET 28
~/check-runs/{check_run_id}/rerequest POST 27
~/check-suites POST 27
~/check-suites/preferences PATCH 27
~/check-suites/{check_suite_id} GET 28
~/check-suites/{check_suite_id}/check-runs GET 28
~/check-suites/{check_suite_id}/rerequest POST 27
~/code-scanning/alerts GET 16
~/code-scanning/alerts/{alert_number} GET 16 PATCH 33
~/code-scanning/alerts/{alert_number}/autofix GET 16 POST 33
~/code-scanning/alerts/{alert_number}/autofix/commits POST 4
~/code-scanning/alerts/{alert_number}/instances GET 16
~/code-scanning/analyses GET 16
~/code-scanning/analyses/{analysis_id} DELETE 33 GET 16
~/code-scanning/codeql/databases GET 2
~/code-scanning/codeql/databases/{language} DELETE 4 GET 2
~/code-scanning/codeql/variant-analyses POST 4
~/code-scanning/codeql/variant-analyses/{codeql_variant_analysis_id} GET 2
~/code-scanning/codeql/variant-analyses/{codeql_variant_analysis_id}/repos/{repo_owner}/{repo_name} GET 2
~/code-scanning/default-setup GET 0 PATCH 0
~/code-scanning/sarifs POST 33
~/code-scanning/sarifs/{sarif_id} GET 16
~/code-security-configuration GET 0
~/codeowners/errors GET 2
~/codespaces GET 17 POST 17
~/codespaces/devcontainers GET 39
~/codespaces/machines GET 39
~/codespaces/new GET 17
~/codespaces/permissions_check GET 17
~/codespaces/secrets GET 30
~/codespaces/secrets/public-key GET 30
~/codespaces/secrets/{secret_name} DELETE 30 GET 30 PUT 30
~/collaborators GET 1
~/collaborators/{username} DELETE 0 GET 1 PUT 0
~/collaborators/{username}/permission GET 1
~/comments GET 1
~/comments/{comment_id} DELETE 4 GET 1 PATCH 4
~/comments/{comment_id}/reactions GET 1 POST 4
~/comments/{comment_id}/reactions/{reaction_id} DELETE 4
~/commits GET 2
~/commits/{commit_sha}/branches-where-head GET 2
~/commits/{commit_sha}/comments GET 1 POST 2
~/commits/{commit_sha}/pulls GET 11
~/commits/{ref} GET 2
~/commits/{ref}/check-runs GET 28
~/commits/{ref}/check-suites GET 28
~/commits/{ref}/status GET 40
~/commits/{ref}/statuses GET 40
~/community/profile GET 2
~/compare/{basehead} GET 2
~/contents/{path} DELETE 4 GET 2 PUT 4
~/contributors GET 1
~/dependabot/alerts GET 36
~/dependabot/alerts/{alert_number} GET 36 PATCH 42
~/dependabot/secrets GET 31
~/dependabot/secrets/public-key GET 31
~/dependabot/secrets/{secret_name} DELETE 31 GET 31 PUT 31
~/dependency-graph/compare/{basehead} GET 2
~/dependency-graph/sbom GET 2
~/dependency-graph/snapshots POST 4
~/deployments GET 34 POST 29
~/deployments/{deployment_id} DELETE 29 GET 34
~/deployments/{deployment_id}/statuses GET 34 POST 29
~/deployments/{deployment_id}/statuses/{status_id} GET 34
~/dispatches POST 4
~/environments GET 3
~/environments/{environment_name} DELETE 0 GET 3 PUT 0
~/environments/{environment_name}/deployment-branch-policies GET 3 POST 0
~/environments/{environment_name}/deployment-branch-policies/{branch_policy_id} DELETE 0 GET 3 PUT 0
~/environments/{environment_name}/deployment_protection_rules GET 3 POST 0
~/environments/{environment_name}/deployment_protection_rules/apps GET 0
~/environments/{environment_name}/deployment_protection_rules/{protection_rule_id} DELETE 0 GET 3
~/environments/{environment_name}/secrets GET 14
~/environments/{environment_name}/secrets/public-key GET 14
~/environments/{environment_name}/secrets/{secret_name} DELETE 14 GET 14 PUT 14
~/environments/{environment_name}/variables GET 14 POST 14
~/environments/{environment_name}/variables/{name} DELETE 14 GET 14 PATCH 14
~/events GET 1
~/forks GET 1 POST 0
~/git/blobs POST 4
~/git/blobs/{file_sha} GET 2
~/git/commits POST 4
~/git/commits/{commit_sha} GET 2
~/git/matching-refs/{ref} GET 2
~/git/ref/{ref} GET 2
~/git/refs POST 4
~/git/refs/{ref} DELETE 4 PATCH 4
~/git/tags POST 4
~/git/tags/{tag_sha} GET 2
~/git/trees POST 4
~/git/trees/{tree_sha} GET 2
~/hooks GET 12 POST 12
~/hooks/{hook_id} DELETE 12 GET 12 PATCH 12
~/hooks/{hook_id}/config GET 12 PATCH 12
~/hooks/{hook_id}/deliveries GET 12
~/hooks/{hook_id}/deliveries/{delivery_id} GET 12
~/hooks/{hook_id}/deliveries/{delivery_id}/attempts POST 12
~/hooks/{hook_id}/pings POST 12
~/hooks/{hook_id}/tests POST 12
~/immutable-releases DELETE 0 GET 0 PUT 0
~/import DELETE 5 GET 5 PATCH 5 PUT 5
~/import/authors GET 5
~/import/authors/{author_id} PATCH 5
~/import/large_files GET 5
~/import/lfs PATCH 5
~/interaction-limits DELETE 0 GET 0 PUT 0
~/invitations GET 0
~/invitations/{invitation_id} DELETE 0 PATCH 0
~/issues GET 15 POST 13
~/issues/comments GET 10
~/issues/comments/{comment_id} DELETE 6 GET 10 PATCH 6
~/issues/comments/{comment_id}/pin DELETE 13 PUT 13
~/issues/comments/{comment_id}/reactions GET 15 POST 13
~/issues/comments/{comment_id}/reactions/{reaction_id} DELETE 13
~/issues/events GET 15
~/issues/events/{event_id} GET 10
~/issues/{issue_number} GET 15 PATCH 6
~/issues/{issue_number}/assignees DELETE 6 POST 6
~/issues/{issue_number}/assignees/{assignee} GET 10
~/issues/{issue_number}/comments GET 10 POST 6
~/issues/{issue_number}/dependencies/blocked_by GET 15 POST 13
~/issues/{issue_number}/dependencies/blocked_by/{issue_id} DELETE 13
~/issues/{issue_number}/dependencies/blocking GET 15
~/issues/{issue_number}/events GET 10
~/issues/{issue_number}/issue-field-values GET 15
~/issues/{issue_number}/labels DELETE 6 GET 10 POST 6 PUT 6
~/issues/{issue_number}/labels/{name} DELETE 6
~/issues/{issue_number}/lock DELETE 6 PUT 6
~/issues/{issue_number}/parent GET 15
~/issues/{issue_number}/reactions GET 15 POST 13
~/issues/{issue_number}/reactions/{reaction_id} DELETE 13
~/issues/{issue_number}/sub_issue DELETE 13
~/issues/{issue_number}/sub_issues GET 15 POST 13
~/issues/{issue_number}/sub_issues/priority PATCH 13
~/issues/{issue_number}/timeline GET 10
~/keys GET 0 POST 0
~/keys/{key_id} DELETE 0 GET 0
~/labels GET 10 POST 6
~/labels/{name} DELETE 6 GET 10 PATCH 6
~/languages GET 1
~/license GET 1
~/merge-upstream POST 4
~/merges POST 4
~/milestones GET 10 POST 6
~/milestones/{milestone_number} DELETE 6 GET 10 PATCH 6
~/milestones/{milestone_number}/labels GET 10
~/pages DELETE 0 GET 32 POST 0 PUT 0
~/pages/builds GET 32 POST 37
~/pages/builds/latest GET 32
~/pages/builds/{build_id} GET 32
~/pages/deployments POST 37
~/pages/deployments/{pages_deployment_id} GET 32
~/pages/deployments/{pages_deployment_id}/cancel POST 37
~/pages/health GET 0
~/private-vulnerability-reporting DELETE 0 GET 1 PUT 0
~/projects GET 24 POST 8
~/properties/values GET 1 PATCH 43
~/pulls GET 11 POST 7
~/pulls/comments GET 11
~/pulls/comments/{comment_id} DELETE 7 GET 11 PATCH 7
~/pulls/comments/{comment_id}/reactions GET 11 POST 7
~/pulls/comments/{comment_id}/reactions/{reaction_id} DELETE 7
~/pulls/{pull_number} GET 44 PATCH 7
~/pulls/{pull_number}/codespaces POST 17
~/pulls/{pull_number}/comments GET 11 POST 7
~/pulls/{pull_number}/comments/{comment_id}/replies POST 7
~/pulls/{pull_number}/commits GET 11
~/pulls/{pull_number}/files GET 11
~/pulls/{pull_number}/merge GET 11 PUT 4
~/pulls/{pull_number}/requested_reviewers DELETE 7 GET 11 POST 7
~/pulls/{pull_number}/reviews GET 11 POST 7
~/pulls/{pull_number}/reviews/{review_id} DELETE 7 GET 11 PUT 7
~/pulls/{pull_number}/reviews/{review_id}/comments GET 11
~/pulls/{pull_number}/reviews/{review_id}/dismissals PUT 7
~/pulls/{pull_number}/reviews/{review_id}/events POST 7
~/pulls/{pull_number}/update-branch PUT 7
~/readme GET 2
~/readme/{dir} GET 2
~/releases GET 2 POST 4
~/releases/assets/{asset_id} DELETE 4 GET 2 PATCH 4
~/releases/generate-notes POST 4
~/releases/latest GET 2
~/releases/tags/{tag} GET 2
~/releases/{release_id} DELETE 4 GET 2 PATCH 4
~/releases/{release_id}/assets GET 2 POST 4
~/rules/branches/{branch} GET 1
~/rulesets GET 1 POST 0
~/rulesets/rule-suites GET 0
~/rulesets/rule-suites/{rule_suite_id} GET 0
~/rulesets/{ruleset_id} DELETE 0 GET 1 PUT 0
~/rulesets/{ruleset_id}/history GET 0
~/rulesets/{ruleset_id}/history/{version_id} GET 0
~/secret-scanning/alerts GET 23
~/secret-scanning/alerts/{alert_number} GET 23 PATCH 23
~/secret-scanning/alerts/{alert_number}/locations GET 23
~/secret-scanning/push-protection-bypasses POST 5
~/secret-scanning/scan-history GET 23
~/security-advisories GET 21 POST 21
~/security-advisories/reports POST 21
~/security-advisories/{ghsa_id} GET 21 PATCH 21
~/security-advisories/{ghsa_id}/cve POST 21
~/security-advisories/{ghsa_id}/forks POST 0
~/stargazers GET 1
~/stats/code_frequency GET 1
~/stats/commit_activity GET 1
~/stats/contributors GET 1
~/stats/participation GET 1
~/stats/punch_card GET 1
~/statuses/{sha} POST 45
~/subscribers GET 1
~/tags GET 1
~/tags/protection GET 0 POST 0
~/tags/protection/{tag_protection_id} DELETE 0
~/tarball/{ref} GET 2
~/teams GET 0
~/topics GET 1 PUT 0
~/traffic/clones GET 0
~/traffic/popular/paths GET 0
~/traffic/popular/referrers GET 0
~/traffic/views GET 0
~/transfer POST 0
~/vulnerability-alerts DELETE 0 GET 0 PUT 0
~/zipball/{ref} GET 2
/repos/{template_owner}/{template_repo}/generate POST 0
/repositories GET 1
/repositories/{repository_id}/issues/{issue_number}/issue-field-values POST 6 PUT 6
/repositories/{repository_id}/issues/{issue_number}/issue-field-values/{issue_field_id} DELETE 6
/search/code GET 2
/search/commits GET 2
/search/issues GET 46
/search/labels GET 1
/search/repositories GET 1
/search/topics GET 1
/search/users GET 1
/teams/{team_id}~ DELETE 0 PUT 0
/user GET 5
/user/codespaces GET 5 POST 5
/user/codespaces/{codespace_name} DELETE 5 GET 5 PATCH 5
/user/codespaces/{codespace_name}/exports POST 5
/user/codespaces/{codespace_name}/exports/{export_id} GET 5
/user/codespaces/{codespace_name}/machines GET 5
/user/codespaces/{codespace_name}/publish POST 5
/user/codespaces/{codespace_name}/start POST 5
/user/codespaces/{codespace_name}/stop POST 5
/user/installations/{installation_id}/repositories GET 5
/user/repos GET 5 POST 5
/user/repository_invitations GET 5
/user/repository_invitations/{invitation_id} DELETE 5 PATCH 5
/users/{username} GET 1
/users/{username}/attestations/bulk-list POST 22
/users/{username}/attestations/delete-request POST 20
/users/{username}/attestations/digest/{subject_digest} DELETE 20
/users/{username}/attestations/{attestation_id} DELETE 20
/users/{username}/attestations/{subject_digest} GET 22
/users/{username}/packages GET 18
/users/{username}/packages/{package_type}/{package_name} DELETE 19 GET 18
/users/{username}/packages/{package_type}/{package_name}/restore POST 19
/users/{username}/packages/{package_type}/{package_name}/versions GET 18
/users/{username}/packages/{package_type}/{package_name}/versions/{package_version_id} DELETE 19 GET 18
/users/{username}/packages/{package_type}/{package_name}/versions/{package_version_id}/restore POST 19
/users/{username}/repos GET 1
/versions GET 1
/zen GET 1`;
