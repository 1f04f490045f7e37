#!/usr/bin/env python3
"""Resolves what each Kubernetes service account may do, from the manifests in a folder, and prints JSON.

It shares no code and no method with the product: kustomizations are built into objects first, as kustomize does, and
each object carries its rules about; references are then looked up among the finished objects. Needs python3-yaml.

    python3 resolver.py FOLDER...         one line of JSON for each folder
    {"accounts": [{"namespace", "name", "path", "grants", "builtin", "missing"}]}

`path` is the file that declares the account, or null. A grant is
[apiGroup, resource, verb, namespace or null, [resourceNames], nonResourceURL or null]. Roles that every cluster has are
not expanded: `builtin` lists [kind, name, namespace or null]; `missing` those that no file holds.
"""

import copy
import json
import os
import re
import sys

import yaml

LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
TEXT = re.compile(r"\.(ya?ml|json)$")
KUSTOMIZATIONS = ("kustomization.yaml", "kustomization.yml", "Kustomization")
CLUSTER_KINDS = {"ClusterRole", "ClusterRoleBinding", "Namespace", "CustomResourceDefinition", "PersistentVolume"}
BUILTIN_CLUSTER_ROLES = {"cluster-admin", "admin", "edit", "view"}
BUILTIN_ROLES = {("kube-system", "extension-apiserver-authentication-reader")}


def as_map(value):
    return value if isinstance(value, dict) else {}


def as_list(value):
    return value if isinstance(value, list) else []


def words(value):
    return [item for item in as_list(value) if isinstance(item, str)]


class Thing:
    """One object with where it comes from and what it was called before kustomize."""

    def __init__(self, body, path):
        self.body = body
        self.path = path
        self.builds = frozenset()
        self.was = (self.kind, self.namespace or "default", self.name)
        # All names so far, and what was put before and behind them.
        self.names = {self.name}
        self.affixes = ()
        # The namespace that the bindings beside it tell, where none is written.
        self.implied = ""

    @property
    def kind(self):
        return self.body.get("kind", "")

    @property
    def meta(self):
        if not isinstance(self.body.get("metadata"), dict):
            self.body["metadata"] = {}
        return self.body["metadata"]

    @property
    def name(self):
        name = self.meta.get("name", "")
        return name if isinstance(name, str) else ""

    @property
    def namespace(self):
        if self.kind in CLUSTER_KINDS:
            return ""
        namespace = self.meta.get("namespace", "")
        return namespace if isinstance(namespace, str) else ""

    @property
    def home(self):
        return self.namespace or self.implied or "default"

    def clone(self):
        other = Thing(copy.deepcopy(self.body), self.path)
        other.was = self.was
        other.names, other.affixes = set(self.names), self.affixes
        other.implied = self.implied
        return other


# Reading


def documents(path):
    with open(path, encoding="utf-8-sig", errors="replace") as stream:
        text = stream.read()
    try:
        if path.endswith(".json"):
            return [json.loads(text, parse_constant=str)]
        return list(yaml.load_all(text, Loader=LOADER))
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        print(f"not read: {path}: {str(error).splitlines()[0]}", file=sys.stderr)
        return []


def flatten(document):
    document = as_map(document)
    kind = document.get("kind")
    if isinstance(kind, str) and kind.endswith("List") and isinstance(document.get("items"), list):
        for item in document["items"]:
            item = as_map(item)
            # Items of a typed list may leave their own kind out.
            if "kind" not in item and kind != "List":
                item = {"apiVersion": document.get("apiVersion", ""), "kind": kind[: -len("List")], **item}
            yield from flatten(item)
    elif isinstance(kind, str) and isinstance(document.get("apiVersion"), str):
        yield from_openshift(document) if document["apiVersion"].startswith("authorization.openshift.io/") else document


def from_openshift(document):
    """The older roles and bindings of OpenShift as its API server keeps them."""
    kind = document["kind"]
    if kind not in ("Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding"):
        return document
    result = {**document, "apiVersion": "rbac.authorization.k8s.io/v1"}
    if kind.endswith("Binding"):
        role = as_map(document.get("roleRef"))
        inside = role.get("namespace") and kind == "RoleBinding"
        result["roleRef"] = {"kind": "Role" if inside else "ClusterRole", "name": role.get("name")}
        users, groups = words(document.get("userNames")), words(document.get("groupNames"))
        if users or groups:
            result["subjects"] = [{"kind": "User", "name": name} for name in users]
            result["subjects"] += [{"kind": "Group", "name": name} for name in groups]
        else:
            result["subjects"] = [
                {**as_map(subject), "kind": str(as_map(subject).get("kind")).replace("System", "")}
                for subject in as_list(document.get("subjects"))
            ]
    return result


class Files(dict):
    """The objects of each file, and what its documents are before anything is made of them."""

    def __init__(self):
        super().__init__()
        self.raw = {}


def read_folder(root):
    things, kustomizations = Files(), {}
    for folder, folders, names in os.walk(root):
        folders.sort()
        for name in sorted(names):
            path = os.path.join(folder, name)
            short = os.path.relpath(path, root).replace(os.sep, "/")
            if name in KUSTOMIZATIONS:
                body = next((as_map(document) for document in documents(path)), {})
                at = os.path.dirname(short)
                known = kustomizations.get(at)
                if known is None or KUSTOMIZATIONS.index(name) < KUSTOMIZATIONS.index(known[0]):
                    kustomizations[at] = (name, body)
            elif TEXT.search(name):
                things.raw[short] = documents(path)
                things[short] = [Thing(body, short) for document in things.raw[short] for body in flatten(document)]
    return things, {at: body for at, (_, body) in kustomizations.items()}


# Kustomize


def includes(at, body):
    for field in ("resources", "bases", "components"):
        for entry in words(body.get(field)):
            if "://" not in entry and "?ref=" not in entry:
                yield field, os.path.normpath(os.path.join(at, entry)).replace(os.sep, "/").replace("./", "", 1) if entry else entry


def norm(path):
    return "" if path == "." else path


def build(at, things, kustomizations, open_=()):
    """The objects of one kustomization, names and namespaces changed."""
    if at in open_:
        return []
    body = kustomizations[at]
    found, components = [], []
    for field, target in includes(at, body):
        target = norm(target)
        if target in kustomizations:
            if field == "components":
                components.append(target)
            else:
                found += build(target, things, kustomizations, (*open_, at))
        elif target in things:
            found += [thing.clone() for thing in things[target]]
    for component in components:
        found = add_component(component, found, things, kustomizations, (*open_, at))
    return finish(at, body, found, things)


def finish(at, body, found, things):
    found = patched(at, body, found, things, ("patchesStrategicMerge", "patches"))
    change(body, found)
    return patched(at, body, found, things, ("patchesJson6902",))


# Patches: https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/patches/


def patch_file(at, text):
    return norm(os.path.normpath(os.path.join(at, text)).replace(os.sep, "/"))


def patch_texts(at, body, fields):
    """Field, target, and either the name of a file or a text, of each patch in order."""
    for field in fields:
        for item in as_list(body.get(field)):
            if isinstance(item, str):
                text, target = item, {}
            else:
                item = as_map(item)
                target = as_map(item.get("target"))
                # What stands under `patch` is never the name of a file, on one line either.
                text = item["patch"] + "\n" if isinstance(item.get("patch"), str) else item.get("path")
            if isinstance(text, str):
                yield field, target, text


def is_inline(text):
    return "\n" in text or text.lstrip()[:1] in ("{", "[")


def patch_documents(at, text, things):
    if not is_inline(text):
        return things.raw.get(patch_file(at, text), [])
    try:
        return list(yaml.load_all(text, Loader=LOADER))
    except yaml.YAMLError:
        return []


def patched(at, body, found, things, fields):
    for field, target, text in patch_texts(at, body, fields):
        if target.get("labelSelector") or target.get("annotationSelector"):
            continue
        for document in patch_documents(at, text, things):
            kept = []
            for thing in found:
                if not is_target(thing, target, document, field == "patchesJson6902"):
                    kept.append(thing)
                elif isinstance(document, list):
                    thing.body = with_operations(thing.body, document)
                    kept.append(thing)
                elif document.get("$patch") != "delete":
                    # The name of a patch with a target is only a placeholder.
                    meta = dict(thing.meta)
                    thing.body = merged(thing.body, document)
                    thing.meta.update({key: meta[key] for key in ("name", "namespace") if key in meta})
                    kept.append(thing)
            found = kept
    return found


def is_target(thing, target, document, literal):
    ids = [(thing.was[2], thing.was[1]), (thing.name, thing.home)]
    if target:

        def fits(key, text):
            wanted = target.get(key)
            if not wanted:
                return True
            return text == wanted if literal else re.fullmatch(wanted, text) is not None

        group = str(thing.body.get("apiVersion", "")).rpartition("/")[0]
        namespaced = thing.kind not in CLUSTER_KINDS
        return (
            fits("kind", thing.kind)
            and fits("group", group)
            and any(fits("name", name) and (not target.get("namespace") or (namespaced and fits("namespace", home))) for name, home in ids)
        )
    if not isinstance(document, dict) or document.get("kind") != thing.kind:
        return False
    if str(document.get("apiVersion")).rpartition("/")[0] != str(thing.body.get("apiVersion")).rpartition("/")[0]:
        return False
    meta = as_map(document.get("metadata"))
    home = meta.get("namespace") or "default"
    return any(meta.get("name") == name and (thing.kind in CLUSTER_KINDS or home == at) for name, at in ids)


BY_NAME = {"containers", "initContainers", "volumes", "env", "volumeMounts"}


def merged(base, patch, key=""):
    if isinstance(base, dict) and isinstance(patch, dict):
        if patch.get("$patch") == "replace":
            return {name: value for name, value in patch.items() if name != "$patch"}
        result = dict(base)
        for name, value in patch.items():
            if value in ("null", "~", "") or (isinstance(value, dict) and value.get("$patch") == "delete"):
                result.pop(name, None)
            elif name != "$patch":
                result[name] = merged(result.get(name), value, name)
        return result
    if isinstance(base, list) and isinstance(patch, list) and key in BY_NAME:
        result = list(base)
        for item in patch:
            name = as_map(item).get("name")
            at = next((index for index, own in enumerate(result) if as_map(own).get("name") == name), None)
            if as_map(item).get("$patch") == "delete":
                result = [own for own in result if as_map(own).get("name") != name]
            elif at is None:
                result.append(item)
            else:
                result[at] = merged(result[at], item)
        return result
    return copy.deepcopy(patch)


def with_operations(body, operations):
    result = copy.deepcopy(body)
    for operation in map(as_map, operations):
        path = [part.replace("~1", "/").replace("~0", "~") for part in str(operation.get("path", ""))[1:].split("/")]
        try:
            operate(result, operation.get("op"), path, operation.get("value"))
        except (KeyError, IndexError, ValueError, TypeError):
            pass
    return result


def operate(body, op, path, value):
    owner = body
    for part in path[:-1]:
        owner = owner[int(part)] if isinstance(owner, list) else owner[part]
    last = path[-1]
    if isinstance(owner, list):
        if op == "remove":
            del owner[int(last)]
        elif op == "add":
            if last != "-" and int(last) > len(owner):
                raise IndexError(last)
            owner.insert(len(owner) if last == "-" else int(last), copy.deepcopy(value))
        elif op == "replace":
            owner[int(last)] = copy.deepcopy(value)
    elif op == "remove":
        del owner[last]
    elif op in ("add", "replace"):
        owner[last] = copy.deepcopy(value)


def add_component(at, found, things, kustomizations, open_):
    if at in open_:
        return found
    body = kustomizations[at]
    for field, target in includes(at, body):
        target = norm(target)
        if target in kustomizations:
            if field == "components":
                found = add_component(target, found, things, kustomizations, (*open_, at))
            else:
                found = found + build(target, things, kustomizations, (*open_, at))
        elif target in things:
            found = found + [thing.clone() for thing in things[target]]
    return finish(at, body, found, things)


def change(body, found):
    namespace = body.get("namespace") if isinstance(body.get("namespace"), str) else ""
    prefix = body.get("namePrefix") if isinstance(body.get("namePrefix"), str) else ""
    suffix = body.get("nameSuffix") if isinstance(body.get("nameSuffix"), str) else ""
    for thing in found:
        if namespace and thing.kind not in CLUSTER_KINDS:
            thing.meta["namespace"] = namespace
        if thing.name and (prefix or suffix):
            thing.meta["name"] = prefix + thing.name + suffix
            thing.names.add(thing.name)
            thing.affixes += ((prefix, suffix),)
    for thing in found:
        follow(thing, found, namespace)


def meant(found, kind, name, home, referrer):
    """The object that a reference means: kustomize looks at names first, then at namespaces if there are any."""
    chosen = [thing for thing in found if thing.kind == kind and name in thing.names]
    if home:
        at_first = [thing for thing in chosen if thing.was[1] == home]
        chosen = at_first or [thing for thing in chosen if thing.home == home]
    chosen = [thing for thing in chosen if thing.affixes == referrer.affixes] or chosen
    chosen = [thing for thing in chosen if thing.home == referrer.home] or chosen
    return chosen[0] if chosen else None


def follow(thing, found, namespace):
    """Carries references along with what they name."""
    if thing.kind in ("RoleBinding", "ClusterRoleBinding"):
        ref = as_map(thing.body.get("roleRef"))
        target = meant(found, ref.get("kind"), ref.get("name"), "", thing)
        if target is not None:
            ref["name"] = target.name
        for subject in as_list(thing.body.get("subjects")):
            subject = as_map(subject)
            if subject.get("kind") != "ServiceAccount":
                continue
            target = meant(found, "ServiceAccount", subject.get("name"), subject.get("namespace"), thing)
            if target is not None:
                subject["name"], subject["namespace"] = target.name, target.home
            elif namespace and subject.get("name") == "default":
                subject["namespace"] = namespace
    else:
        for spec in pod_specs(thing.body):
            for field in ("serviceAccountName", "serviceAccount"):
                target = meant(found, "ServiceAccount", spec.get(field), "", thing)
                if target is not None:
                    spec[field] = target.name


def outermost(kustomizations):
    inner = {norm(target) for at, body in kustomizations.items() for _, target in includes(at, body) if norm(target) != at}
    return [at for at, body in kustomizations.items() if at not in inner and body.get("kind", "Kustomization") != "Component"]


def imply(things):
    """In a folder, accounts without a namespace are those that its bindings name with one, if they agree."""
    folders = {}
    for thing in things:
        folders.setdefault(os.path.dirname(thing.path), []).append(thing)
    for beside in folders.values():
        accounts = [o for o in beside if o.kind == "ServiceAccount" and o.body.get("apiVersion") == "v1" and o.name]
        bare = {account.name for account in accounts if not account.namespace}
        declared = {(account.namespace, account.name) for account in accounts if account.namespace}
        named = set()
        for binding in beside:
            if binding.kind not in ("RoleBinding", "ClusterRoleBinding") or not is_rbac(binding):
                continue
            for subject in map(as_map, as_list(binding.body.get("subjects"))):
                if subject.get("kind") == "User" or subject.get("namespace"):
                    named.add(subject_account(binding, subject))
        found = {one[0] for one in named if one is not None and one[1] in bare and one not in declared}
        if len(found) == 1:
            for thing in beside:
                thing.implied = next(iter(found))


def assemble(things, kustomizations):
    """All objects of the folder: built where a kustomization takes them in, else as written."""
    finished, taken = [], set()
    for at in outermost(kustomizations):
        for thing in build(at, things, kustomizations):
            thing.builds = frozenset([at])
            taken.add(thing.path)
            finished.append(thing)
    # What only changes others says nothing by itself.
    fields = ("patchesStrategicMerge", "patches", "patchesJson6902")
    patches = {
        patch_file(at, text)
        for at, body in kustomizations.items()
        for _, _, text in patch_texts(at, body, fields)
        if not is_inline(text)
    }
    as_written = [thing for path, loose in things.items() if path not in taken and path not in patches for thing in loose]
    imply(as_written)
    finished += as_written
    merged = {}
    for thing in finished:
        key = (thing.path, thing.was, json.dumps(thing.body, sort_keys=True))
        if key in merged:
            merged[key].builds |= thing.builds
        else:
            merged[key] = thing
    return list(merged.values())


# Looking up


def pod_specs(body, depth=0):
    if depth > 12:
        return
    if isinstance(body, dict):
        if any(isinstance(item, dict) for item in as_list(body.get("containers"))):
            yield body
            return
        for value in body.values():
            yield from pod_specs(value, depth + 1)
    elif isinstance(body, list):
        for value in body:
            yield from pod_specs(value, depth + 1)


PRINCIPAL = re.compile(r"^(?:\*|[^/*]+)/ns/([^/*]+)/sa/([^/*]+)$")


def accounts_used(thing):
    """The accounts as which an object runs something, and those that it names as callers."""
    specs = list(pod_specs(thing.body.get("spec"))) + list(pod_specs(thing.body.get("template")))
    for spec in specs:
        account = spec.get("serviceAccountName") or spec.get("serviceAccount") or "default"
        if isinstance(account, str):
            yield thing.home, account
    if not specs:
        spec = as_map(thing.body.get("spec"))
        for holder in (spec, as_map(spec.get("taskRunTemplate"))):
            account = holder.get("serviceAccountName")
            if isinstance(account, str) and account and "$(" not in account and "{{" not in account:
                yield thing.home, account
            elif holder is spec and account is None and thing.kind in ("TaskRun", "PipelineRun"):
                yield thing.home, "default"
    if str(thing.body.get("apiVersion")).startswith("security.istio.io/"):
        for rule in map(as_map, as_list(as_map(thing.body.get("spec")).get("rules"))):
            for source in map(as_map, as_list(rule.get("from"))):
                caller = as_map(source.get("source"))
                for principal in words(caller.get("principals")):
                    found = PRINCIPAL.match(principal)
                    if found:
                        yield found.group(1), found.group(2)
                for account in words(caller.get("serviceAccounts")):
                    home, slash, name = account.partition("/")
                    yield (home, name) if slash else (thing.home, home)


def shared(a, b):
    left, right = os.path.dirname(a).split("/"), os.path.dirname(b).split("/")
    left, right = [part for part in left if part], [part for part in right if part]
    count = 0
    while count < min(len(left), len(right)) and left[count] == right[count]:
        count += 1
    return count


def nearest(asker, candidates, loose=lambda _: True):
    """The same file, else the same build, else the folder with most in common, else those that stand loose."""
    if len(candidates) < 2:
        return candidates
    for wanted in (lambda c: c.path == asker.path, lambda c: bool(c.builds & asker.builds)):
        chosen = [candidate for candidate in candidates if wanted(candidate)]
        if chosen:
            return chosen
    best = max(shared(candidate.path, asker.path) for candidate in candidates)
    chosen = [candidate for candidate in candidates if shared(candidate.path, asker.path) == best]
    return [candidate for candidate in chosen if loose(candidate)] or chosen


class Account:
    def __init__(self, namespace, name, path, builds):
        self.namespace, self.name, self.path, self.builds = namespace, name, path, builds
        self.declared = path is not None
        self.grants, self.builtin, self.missing = set(), set(), set()


def subject_account(binding, subject):
    kind, name = subject.get("kind"), subject.get("name")
    if kind == "ServiceAccount" and isinstance(name, str):
        return subject.get("namespace") or binding.home, name
    if kind == "User" and isinstance(name, str) and name.startswith("system:serviceaccount:"):
        parts = name.split(":")
        if len(parts) == 4:
            return parts[2], parts[3]
    return None


RELEVANT = ("ServiceAccount", "Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding")


def variants(objects):
    """Pairs of builds that take in the same file with accounts, roles, bindings or pods."""
    by_path = {}
    for thing in objects:
        if thing.kind in RELEVANT or any(True for _ in pod_specs(thing.body)):
            by_path.setdefault(thing.path, set()).update(thing.builds)
    return {frozenset((a, b)) for builds in by_path.values() for a in builds for b in builds if a != b}


class Resolver:
    def __init__(self, objects):
        self.variants = variants(objects)
        self.bindings = [o for o in objects if o.kind in ("RoleBinding", "ClusterRoleBinding") and is_rbac(o)]
        self.roles = {}
        for thing in objects:
            if thing.kind in ("Role", "ClusterRole") and is_rbac(thing) and thing.name:
                home = thing.home if thing.kind == "Role" else ""
                self.roles.setdefault((thing.kind, home, thing.name), []).append(thing)
        self.accounts = {}
        for thing in objects:
            if thing.kind == "ServiceAccount" and thing.body.get("apiVersion") == "v1" and thing.name:
                known = self.accounts.setdefault((thing.home, thing.name), [])
                same = next((account for account in known if account.path == thing.path), None)
                if same is None:
                    known.append(Account(thing.home, thing.name, thing.path, thing.builds))
                else:
                    same.builds |= thing.builds
        self.bound_in_file = set()
        for binding in self.bindings:
            for subject in map(as_map, as_list(binding.body.get("subjects"))):
                named = subject_account(binding, subject)
                if named is not None:
                    self.bound_in_file.add((binding.path, *named))
                    self.name(named, binding.builds)
        for thing in objects:
            if thing.kind in ("ServiceAccount", "Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding"):
                continue
            for account in accounts_used(thing):
                self.name(account, thing.builds)

    def name(self, named, builds):
        """An account that no file declares is wherever something names it."""
        if named not in self.accounts:
            self.accounts[named] = [Account(*named, None, builds)]
        for account in self.accounts[named]:
            if not account.declared:
                account.builds = account.builds | builds if account.builds and builds else frozenset()

    def apart(self, some, others):
        """Overlays of the same objects, such as test and production, go to clusters of their own."""
        if not some or not others or some & others:
            return False
        return any(frozenset((a, b)) in self.variants for a in some for b in others)

    def holders(self, binding, subject):
        named = subject_account(binding, subject)
        if named is not None:
            loose = lambda account: (account.path, *named) not in self.bound_in_file
            return nearest(binding, self.accounts[named], loose)
        if subject.get("kind") != "Group":
            return []
        group = subject.get("name", "")
        everyone = [
            account
            for known in self.accounts.values()
            for account in known
            if not self.apart(binding.builds, account.builds)
        ]
        if group in ("system:serviceaccounts", "system:authenticated"):
            return everyone
        prefix = "system:serviceaccounts:"
        if isinstance(group, str) and group.startswith(prefix):
            return [account for account in everyone if account.namespace == group[len(prefix) :]]
        return []

    def resolve(self):
        for binding in self.bindings:
            ref = as_map(binding.body.get("roleRef"))
            kind, name = ref.get("kind"), ref.get("name")
            if kind not in ("Role", "ClusterRole") or not isinstance(name, str):
                continue
            within = binding.home if binding.kind == "RoleBinding" else None
            if kind == "Role" and within is None:
                continue
            lines, builtin, missing = self.lines(binding, kind, within, name)
            for subject in map(as_map, as_list(binding.body.get("subjects"))):
                for account in self.holders(binding, subject):
                    account.grants |= {(*line[:3], within, *line[3:]) for line in lines if within is None or line[4] is None}
                    account.builtin |= builtin
                    account.missing |= missing

    def lines(self, binding, kind, within, name):
        home = within if kind == "Role" else ""
        found = nearest(binding, self.roles.get((kind, home, name), []))
        mark = {(kind, name, within)}
        if found:
            parts = [self.expand(role, frozenset()) for role in found]
            lines = set().union(*(part for part, _ in parts))
            return lines, {(kind, each, within) for _, names in parts for each in names}, set()
        if kind == "ClusterRole" and (name in BUILTIN_CLUSTER_ROLES or name.startswith("system:")):
            extra = set()
            for wanted in {"admin": ("admin", "edit", "view"), "edit": ("edit", "view"), "view": ("view",)}.get(name, ()):
                selector = {"matchLabels": {f"rbac.authorization.k8s.io/aggregate-to-{wanted}": "true"}}
                for role in self.selected(binding, [selector]):
                    extra |= self.expand(role, frozenset())[0]
            return extra, mark, set()
        if (home, name) in BUILTIN_ROLES or name.startswith("system:"):
            return set(), mark, set()
        return set(), set(), mark

    def expand(self, role, open_):
        """The rule lines of a role, those that it aggregates in the place of its own; and built-in roles among them."""
        if id(role) in open_:
            return set(), set()
        aggregation = role.body.get("aggregationRule")
        if role.kind == "ClusterRole" and isinstance(aggregation, dict):
            lines, builtin = set(), set()
            selectors = [as_map(item) for item in as_list(aggregation.get("clusterRoleSelectors"))]
            for other in self.selected(role, selectors):
                more, names = self.expand(other, open_ | {id(role)})
                lines |= more
                builtin |= names
            return lines, builtin
        return rule_lines(role), set()

    def selected(self, asker, selectors):
        for (kind, _, _), candidates in self.roles.items():
            fitting = [role for role in candidates if any(selects(selector, role) for selector in selectors)]
            if kind == "ClusterRole" and fitting:
                yield from nearest(asker, fitting)


def is_rbac(thing):
    version = thing.body.get("apiVersion")
    return isinstance(version, str) and version.startswith("rbac.authorization.k8s.io/")


def selects(selector, role):
    labels = as_map(role.meta.get("labels"))
    for label, value in as_map(selector.get("matchLabels")).items():
        if labels.get(label) != value:
            return False
    for expression in map(as_map, as_list(selector.get("matchExpressions"))):
        label, operator, values = expression.get("key"), expression.get("operator"), words(expression.get("values"))
        fits = {
            "In": label in labels and labels.get(label) in values,
            "NotIn": label not in labels or labels.get(label) not in values,
            "Exists": label in labels,
            "DoesNotExist": label not in labels,
        }.get(operator, False)
        if not fits:
            return False
    return True


def rule_lines(role):
    """(apiGroup, resource, verb, names, url) for each line of each rule."""
    lines = set()
    for rule in map(as_map, as_list(role.body.get("rules"))):
        verbs = words(rule.get("verbs"))
        names = tuple(sorted(words(rule.get("resourceNames"))))
        for verb in verbs:
            for group in words(rule.get("apiGroups")):
                for resource in words(rule.get("resources")):
                    lines.add((group, resource, verb, names, None))
            if role.kind == "ClusterRole":
                for url in words(rule.get("nonResourceURLs")):
                    lines.add((None, None, verb, (), url))
    return lines


def resolved(folder):
    things, kustomizations = read_folder(folder)
    resolver = Resolver(assemble(things, kustomizations))
    resolver.resolve()
    accounts = [
        {
            "namespace": account.namespace,
            "name": account.name,
            "path": account.path,
            "grants": sorted(account.grants, key=json.dumps),
            "builtin": sorted(account.builtin, key=json.dumps),
            "missing": sorted(account.missing, key=json.dumps),
        }
        for known in resolver.accounts.values()
        for account in known
    ]
    accounts.sort(key=lambda account: (account["namespace"], account["name"], account["path"] or ""))
    return {"accounts": accounts}


if __name__ == "__main__":
    for argument in sys.argv[1:]:
        print(json.dumps(resolved(argument)))
