"""Buckets let in whom the reference's let in.

A bucket's policy says who may write into it or read from it, and on which conditions.
"""

from analysis.comparison import Operation
from analysis.findings import Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, by_resource, theme_check
from analysis.rules.values import part_at

THEME = Theme(
    claims=about(types=r"AWS::S3::BucketPolicy$", paths=r"^PolicyDocument\.(?!Version|.*Sid$)"),
    words={
        Operation.ADD: (
            Words(
                title="Missing Condition in S3 Bucket Policy{of}",
                severity=Severity.MEDIUM,
                root_cause="The candidate's policy leaves out conditions that the reference "
                "states.",
                when=part_at(r"Condition"),
                prior=0.1,
            ),
            Words(
                title="Incomplete S3 Bucket Policy{of}",
                severity=Severity.MEDIUM,
                root_cause="The candidate's policy leaves out statements, or parts of them, that "
                "the reference has.",
                prior=0.1,
            ),
        ),
        Operation.CHANGE: Words(
            title="Different S3 Bucket Policy{of}",
            severity=Severity.MEDIUM,
            root_cause="The candidate's policy says otherwise who may do what with the bucket.",
            prior=0.06,
        ),
        Operation.REMOVE: Words(
            title="Surplus S3 Bucket Policy Statements{of}",
            severity=Severity.MEDIUM,
            root_cause="The candidate's policy says more than the reference's.",
            prior=0.05,
        ),
    },
    prior=0.1,
    split=by_resource,
    rivals=r"(Condition|Principal)\.[^.]*$",
)
_POLICY = """
    Resources:
      StorePolicy:
        Type: AWS::S3::BucketPolicy
        Properties:
          Bucket: store
          PolicyDocument:
            Statement:
              - Sid: Trail
                Effect: Allow
                Principal:
                  Service: cloudtrail.amazonaws.com
                Action: s3:PutObject
                Resource: arn:aws:s3:::store/*
"""
CONDITIONED = (
    _POLICY
    + """\
                Condition:
                  StringEquals:
                    s3:x-amz-acl: bucket-owner-full-control
"""
)
OTHER = _POLICY.replace("store/*", "store/trail/*")
EXAMPLES = (
    Example("a condition is missing", _POLICY, CONDITIONED, fixed=CONDITIONED),
    Example("other objects", _POLICY, OTHER, fixed=OTHER),
    Example("both are alike", CONDITIONED, CONDITIONED, reported=False),
    Example("no reference", _POLICY, reported=False),
)
RULE = Rule(
    "bucket-policy",
    "Bucket policy",
    theme_check(THEME),
    __doc__,
    EXAMPLES,
    (
        Link(
            "Bucket policies",
            "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html",
        ),
    ),
    residual=True,
)
