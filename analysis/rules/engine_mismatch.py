"""A database runs on the reference's engine.

Engine, version, port, parameter group and log exports belong together: they change together or
the cluster is not created. SQL and drivers written for one engine do not work on another.
"""

from collections.abc import Iterator, Sequence

from analysis.comparison import Comparison, Difference
from analysis.findings import Impact, Link, Severity
from analysis.rules.evidence import of_candidate, of_reference
from analysis.rules.rule import Context, Draft, Example, Rule
from analysis.rules.sentences import issue_of, suggestion_of
from analysis.syntax import Node, ObjectNode, text_of
from analysis.uses import Use

_ENGINE_PROPERTIES = frozenset(
    {
        "Engine",
        "EngineVersion",
        "EngineMode",
        "Port",
        "Family",
        "DBClusterParameterGroupName",
        "DBParameterGroupName",
        "CacheParameterGroupName",
        "EnableCloudwatchLogsExports",
        "EnableHttpEndpoint",
    }
)
# https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_GettingStarted.html
_PORTS = {
    "mysql": "3306",
    "mariadb": "3306",
    "postgres": "5432",
    "oracle": "1521",
    "sqlserver": "1433",
}
_NAMES = {
    "mysql": "MySQL",
    "mariadb": "MariaDB",
    "postgres": "PostgreSQL",
    "oracle": "Oracle",
    "sqlserver": "SQL Server",
}


def check(context: Context) -> Iterator[Draft]:
    """Yield one finding for each change of engine, over all resources that it touches."""
    comparison = context.comparison
    if comparison is None:
        return
    engines: dict[tuple[str, str], list[Difference]] = {}
    for one in comparison.differences:
        if one.path == ("Properties", "Engine"):
            pair = (text_of(one.candidate) or "", text_of(one.reference) or "")
            engines.setdefault(pair, []).append(one)
    for (ours, theirs), differences in engines.items():
        if ours and theirs:
            yield _draft(comparison, ours, theirs, differences)


def _draft(
    comparison: Comparison, ours: str, theirs: str, differences: Sequence[Difference]
) -> Draft:
    group = [*differences, *_belonging(comparison, ours, theirs, differences)]
    mine, known = _name(ours), _name(theirs)
    if mine == known:
        mine, known = ours, theirs
    # One speaks the other's language.
    is_kin = _of_kind(_PORTS, ours) == _of_kind(_PORTS, theirs)
    bound = "parameter groups" if is_kin else "SQL, drivers and parameter groups"
    return Draft(
        key=f"{ours} {theirs}",
        severity=Severity.HIGH,
        title=f"Database Engine Mismatch: {mine} Instead of {known}",
        issue=issue_of(group),
        suggestion=suggestion_of(group),
        root_cause=f"The candidate chooses `{ours}` where the reference is built on `{theirs}`.",
        impact=Impact(
            deployment="Changing `Engine` later replaces the database and needs a migration of its "
            f"data; {bound} for {mine} do not fit {known}.",
        ),
        candidate=of_candidate(group),
        reference=of_reference(group),
        covers=tuple(group),
        fix_title=f"Use {known} (`{theirs}`) with what belongs to it",
        prior=0.3,
    )


def _belonging(
    comparison: Comparison, ours: str, theirs: str, engines: Sequence[Difference]
) -> Iterator[Difference]:
    """Yield the other differences of the same resources, and of what they use, that go along."""
    owners = {one.reference_id for one in engines}
    near = owners | _used(comparison.reference_uses, owners)
    ports = (_of_kind(_PORTS, ours), _of_kind(_PORTS, theirs))
    for one in comparison.differences:
        if one in engines:
            continue
        belongs = one.reference_id in near and one.property_name in _ENGINE_PROPERTIES
        is_other_port = all(ports) and ports[0] != ports[1]
        if belongs or (is_other_port and _is_port_change(one, *ports)):
            yield one


def _is_port_change(difference: Difference, ours: str, theirs: str) -> bool:
    """Whether one engine's port gives way to the other's, be it in a rule that is one-sided."""
    mine, known = _ports(difference.candidate), _ports(difference.reference)
    if difference.candidate and difference.reference:
        return mine == {ours} and known == {theirs}
    if difference.is_whole_entity or not difference.type.startswith("AWS::EC2::SecurityGroup"):
        return False
    return bool(mine or known) and mine <= {ours} and known <= {theirs}


def _ports(node: Node | None) -> set[str]:
    """Return the number that a node is, or those of a rule's ports."""
    if isinstance(node, ObjectNode):
        ends = (text_of(node.child(name)) for name in ("FromPort", "ToPort"))
        return {end for end in ends if end}
    text = text_of(node)
    return {text} if text else set()


def _used(uses: Sequence[Use], owners: set[str | None]) -> set[str]:
    return {use.target for use in uses if use.owner in owners and use.section == "Resources"}


def _of_kind(table: dict[str, str], engine: str) -> str:
    return next((value for kind, value in table.items() if kind in engine.lower()), "")


def _name(engine: str) -> str:
    return _of_kind(_NAMES, engine) or engine


MYSQL = """
    Resources:
      Database:
        Type: AWS::RDS::DBCluster
        Properties:
          Engine: aurora-mysql
          Port: 3306
          MasterUsername: keeper
          ManageMasterUserPassword: true
"""
POSTGRES = MYSQL.replace("aurora-mysql", "aurora-postgresql").replace("3306", "5432")
EXAMPLES = (
    Example("another engine and its port", MYSQL, POSTGRES, fixed=POSTGRES),
    Example("the same engine", POSTGRES, POSTGRES, reported=False),
    Example("no reference", MYSQL, reported=False),
)
RULE = Rule(
    "engine-mismatch",
    "Database engine",
    check,
    __doc__,
    EXAMPLES,
    (
        Link(
            "Amazon Aurora",
            "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/CHAP_AuroraOverview.html",
        ),
    ),
)
