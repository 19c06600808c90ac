"""What is said of who may do what: roles, keys and passwords."""

from tests.analysis.rules.claims.claim import Claim, resources

STORE = (
    "Store: {Type: AWS::S3::Bucket, Properties: {ReplicationConfiguration: "
    "{Role: !GetAtt Copier.Arn, Rules: []}}}"
)
COPIER = (
    "Copier: {Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {}, Policies: "
    "[{PolicyName: p, PolicyDocument: {Statement: [{Effect: Allow, Action: 's3:GetObject', "
    "Resource: %s}]}}]}}"
)
NAMING = "Told: {Type: AWS::SSM::Parameter, Properties: {Type: String, Value: !Sub '%s'}}"
ACCOUNT = (
    "Base: {Type: AWS::RDS::DBInstance, Properties: {Engine: mysql, MasterUsername: u, "
    "MasterUserPassword: %s}}"
)
VAULT = "Secret: {Type: AWS::SecretsManager::Secret, Properties: {%s}}"
RESOLVED = "'{{resolve:secretsmanager:Secret:SecretString:password}}'"
CALLING = (
    "Job: {Type: AWS::Lambda::Function, Properties: {Runtime: python3.12, Handler: index.handler, "
    "Role: !GetAtt Copier.Arn, Code: {ZipFile: \"import boto3\\ns3 = boto3.client('s3')\\n"
    "def handler(event, context):\\n    return s3.get_bucket_replication(Bucket='b')\\n\"}}}"
)
WORKER = COPIER.replace("Copier", "Worker")
KEY = (
    "Key: {Type: AWS::KMS::Key, Properties: {KeyPolicy: {Statement: [{Sid: All, Effect: Allow, "
    "Principal: {Service: [%s]}, Action: ['kms:Decrypt'], Resource: '*'}%s]}}}"
)
STATEMENT = (
    ", {Sid: More, Effect: Allow, Principal: {Service: kinesis.amazonaws.com}, "
    "Action: ['kms:Encrypt'], Resource: '*'}"
)
ROLE = (
    "Worker: {Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {Statement: []}, "
    "Policies: [{PolicyName: p, PolicyDocument: {Statement: [{Effect: Allow, Action: [%s], "
    "Resource: [%s]}]}}]}}"
)
POLICY = (
    "Recorder: {Type: AWS::IAM::Role, Properties: {ManagedPolicyArns: "
    "[!Sub 'arn:${AWS::Partition}:iam::aws:policy/service-role/%s']}}"
)

BARE_KEY = "Key: {Type: AWS::KMS::Key}"
ENCRYPTED = (
    "Base: {Type: AWS::RDS::DBCluster, Properties: {Engine: aurora-mysql, StorageEncrypted: true, "
    "KmsKeyId: %s}}"
)
NAMED_STORE = "Named: {Type: AWS::S3::Bucket, Properties: {BucketName: !Sub 'n-${AWS::Region}'}}"

CLAIMS = (
    Claim(
        "a right to use what the candidate does not have fails no call",
        resources(WORKER % "'arn:aws:s3:::one/*'"),
        resources(WORKER.replace("s3:GetObject", "kms:Decrypt") % "!GetAtt Key.Arn", BARE_KEY),
        "They are for `Key`, which the candidate lacks too.",
        ("is not authorized", 'kms:Decrypt "high"'),
    ),
    Claim(
        "a key by its id and by its ARN is one key",
        resources(BARE_KEY, ENCRYPTED % "!Ref Key"),
        resources(BARE_KEY, ENCRYPTED % "!GetAtt Key.Arn"),
        'Same Resource by Another Name on Base: KmsKeyId "low"',
        ("Different Database Settings",),
    ),
    Claim(
        "a key is another where another is named",
        resources(BARE_KEY, BARE_KEY.replace("Key:", "Other:"), ENCRYPTED % "!Ref Other"),
        resources(BARE_KEY, BARE_KEY.replace("Key:", "Other:"), ENCRYPTED % "!GetAtt Key.Arn"),
        "KmsKeyId",
        ("Same Resource",),
    ),
    Claim(
        "a bucket by its attribute, by its name and by its reference is one bucket",
        resources(
            NAMED_STORE,
            WORKER % "[!Sub '${Named.Arn}/*', !GetAtt Named.Arn, 'arn:aws:s3:::other']",
        ),
        resources(
            NAMED_STORE,
            WORKER % "[!Sub 'arn:aws:s3:::n-${AWS::Region}/*', "
            "!Sub 'arn:${AWS::Partition}:s3:::${Named}']",
        ),
        "`s3:GetObject` on `arn:aws:s3:::other`",
        ("`s3:GetObject` on `${Named", "other` and `${Named"),
    ),
    Claim(
        "a grant on another resource is no grant on more",
        resources(WORKER % "'arn:aws:s3:::one/*'"),
        resources(WORKER % "'arn:aws:s3:::two/*'"),
        "IAM Permissions of Worker on Other Resources",
        ("It has", "Too Many", "Limit the grants", "beyond the reference's", "grants more"),
    ),
    Claim(
        "a grant on all resources is one on more",
        resources(WORKER % "'*'"),
        resources(WORKER % "'arn:aws:s3:::two/*'"),
        "IAM Permissions of Worker on Too Many Resources",
    ),
    Claim(
        "a resource that names both of a circle does not break it",
        resources(STORE, COPIER % "!GetAtt Store.Arn"),
        resources(STORE, COPIER % "'arn:aws:s3:::store'", NAMING % "${Store} ${Copier}"),
        "a role's policy, say, into `AWS::IAM::Policy`",
        ("own, as the reference: Told", "security group"),
    ),
    Claim(
        "a secret that is given its password makes none",
        resources(ACCOUNT % "Hunter22Hunter"),
        resources(ACCOUNT % RESOLVED, VAULT % "SecretString: given"),
        "Keep the password in Secret",
        ("Generate the password",),
    ),
    Claim(
        "a secret that makes its password is told to",
        resources(ACCOUNT % "Hunter22Hunter"),
        resources(ACCOUNT % RESOLVED, VAULT % "GenerateSecretString: {PasswordLength: 20}"),
        "Generate the password in Secret",
    ),
    Claim(
        "actions of S3 are told by the names that IAM knows",
        resources(CALLING, COPIER % "'*'"),
        resources(CALLING, COPIER % "'*'"),
        "s3:GetReplicationConfiguration",
        ("s3:GetBucketReplication",),
    ),
    Claim(
        "a service that another statement of the key names is not left out",
        resources(KEY % ("kinesis.amazonaws.com", "")),
        resources(KEY % ("kinesis.amazonaws.com", STATEMENT)),
        "Incomplete KMS Key Policy",
        ("Without a Service", "all services"),
    ),
    Claim(
        "a service that no statement of the key names is left out",
        resources(KEY % ("rds.amazonaws.com", "")),
        resources(KEY % ("rds.amazonaws.com", STATEMENT)),
        "KMS Key Policy of Key Without a Service",
    ),
    Claim(
        "an action in another's stead is a difference of the key's policy",
        resources(KEY.replace("kms:Decrypt", "kms:DecryptData") % ("rds.amazonaws.com", "")),
        resources(KEY % ("rds.amazonaws.com", "")),
        "Different KMS Key Policy",
        ("Key Settings",),
    ),
    Claim(
        "a grant on one of two resources is not to be limited to the other",
        resources(ROLE % ("'s3:GetObject', 's3:ListBucket'", "'arn:aws:s3:::one/*'")),
        resources(ROLE % ("'s3:GetObject'", "'arn:aws:s3:::one/*', 'arn:aws:s3:::two/*'")),
        "Take `s3:ListBucket` away.",
        ("Limit the grants",),
    ),
    Claim(
        "a grant on all resources is to be limited",
        resources(ROLE % ("'s3:GetObject'", "'*'")),
        resources(ROLE % ("'s3:GetObject'", "'arn:aws:s3:::one/*'")),
        "Limit the grants to `arn:aws:s3:::one/*`",
    ),
    Claim(
        "an error is quoted with the partition of most regions",
        resources(POLICY % "ConfigRole"),
        resources(POLICY % "AWS_ConfigRole"),
        '"Policy arn:aws:iam::aws:policy/service-role/ConfigRole does not exist',
    ),
    Claim(
        "a policy of AWS is for no resource of the reference",
        resources(WORKER % "r"),
        resources(
            WORKER.replace(
                "{AssumeRolePolicyDocument: {},",
                "{AssumeRolePolicyDocument: {}, "
                "ManagedPolicyArns: ['arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore'],",
            ).replace(
                "Action: 's3:GetObject'",
                "Action: ['s3:GetObject'], Resource: r}, "
                "{Effect: Allow, Action: 'secretsmanager:GetSecretValue'",
            )
            % "!Ref Secret",
            VAULT % "Description: d",
        ),
        "The actions are for `Secret`, which the candidate lacks too.",
        ("They are for",),
    ),
)
