"""What is said of all other resources, of parameters and of order."""

from tests.analysis.rules.claims.claim import Claim, resources

SERVER = "Server: {Type: AWS::EC2::Instance, Properties: {ImageId: %s}}"
IMAGES = "Mappings:\n  Images: {us-east-1: {Id: ami-0123456789abcdef0}}\n"
COUNTED = "Parameters:\n  Purpose: {Type: String, Default: p}\n"
TOLD = "Teller: {Type: AWS::Lambda::Function, Properties: {%sHandler: a.b}}"
DEAD = "Dead: {Type: AWS::SQS::Queue, Properties: {%sDelaySeconds: 1}}"
KEPT = "Kept: {Type: AWS::SSM::Parameter, Properties: {Type: String, Value: v}}"
FUNCTION = "Job: {Type: AWS::Lambda::Function, Properties: {Handler: a.b, Role: r, Code: %s}}"
TABLE = (
    "Table: {Type: AWS::DynamoDB::GlobalTable, Properties: {TableName: t, Replicas: "
    "[{Region: us-east-1%s}]}}"
)
LOGS = "Logs: {Type: AWS::Logs::LogGroup, %sProperties: {KmsKeyId: %s, RetentionInDays: 7}}"
SUBNET = "Net: {Type: AWS::EC2::Subnet, Properties: {VpcId: vpc-1, AvailabilityZone: %s}}"
BARE_KEY = "Key: {Type: AWS::KMS::Key}"
KEYED = (
    "Parameters:\n  AdminKey: {Type: AWS::EC2::KeyPair::KeyName}\n"
    "Resources:\n  Server: {Type: AWS::EC2::Instance, Properties: {KeyName: !Ref AdminKey}}\n"
)
MAKING = (
    "Resources:\n  Pair: {Type: AWS::EC2::KeyPair, Properties: {KeyName: admin}}\n"
    "  Server: {Type: AWS::EC2::Instance, Properties: {KeyName: !Ref Pair}}\n"
)
CUSTOM = (
    "Check: {Type: AWS::Lambda::Function, Properties: {Handler: a.b}}",
    "Checked: {Type: 'Custom::Check', Properties: {ServiceToken: !GetAtt Check.Arn}}",
)

KEY_OPTIONAL = (
    "Parameters:\n  AdminKey: {Type: String, Default: ''}\n"
    "Conditions:\n  HasKey: !Not [!Equals [!Ref AdminKey, '']]\n"
    "Resources:\n  Server: {Type: AWS::EC2::Instance, Properties: "
    "{KeyName: !If [HasKey, !Ref AdminKey, !Ref AWS::NoValue]}}\n"
)
BASE = "Base: {Type: AWS::RDS::DBInstance, Properties: {Engine: %s, EngineVersion: %s}}"
VERSIONS = "Mappings:\n  Versions: {mysql: {Version: 8.0.43}}\n"
ASKED = "Parameters:\n  Version: {Type: String, Default: 8.0.43}\n"
REGIONS = "Mappings:\n  Regions: {%s}\n"
KEPT_BY = (
    "Kept: {Type: AWS::S3::BucketPolicy, Properties: {Bucket: b, PolicyDocument: {Statement: "
    "[{Sid: One, Effect: Deny, Principal: '*', Action: 's3:*', Resource: r}%s]}}}"
)
DRIVEN = (
    "Job: {Type: AWS::Lambda::Function, Properties: {Runtime: python3.13, Handler: index.handler, "
    'Code: {ZipFile: "import pymysql\\n%sdef handler(event, context):\\n    pass\\n"}}}'
)

TRUSTED = (
    "Worker: {Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {Statement: "
    "[{%sEffect: Allow, Principal: {Service: s.amazonaws.com}, Action: 'sts:AssumeRole'}]}}}"
)
RETRIED = (
    "Job: {Type: AWS::Lambda::Function, Properties: {Runtime: python3.13, Handler: index.handler, "
    'Code: {ZipFile: "%s"}}}'
)
AGAIN = (
    "def handler(e, c):\\n  for attempt in range(3):\\n    try:\\n      return send(e)\\n"
    "    except TimeoutError:\\n      time.sleep(2 ** attempt)\\n"
)
GROUPED = "Metadata: {AWS::CloudFormation::Interface: {ParameterGroups: [%s]}}\n"

STAGE_OF = "Parameters:\n  Stage: {Type: String, Default: dev}\n"
LABELLED = (
    "Store: {Type: AWS::S3::Bucket, Properties: {AccelerateConfiguration: {}, "
    "Tags: [{Key: Name, Value: %s}]}}"
)

LOOKED_UP = "Mappings:\n  Images: {us-east-1: {Id: i}}\n"

SCALABLE = (
    "Reads: {Type: AWS::ApplicationAutoScaling::ScalableTarget, Properties: {MaxCapacity: %s, "
    "MinCapacity: 1, ResourceId: t, ScalableDimension: d, ServiceNamespace: dynamodb}}"
)
LAUNCHED = (
    "Plan: {Type: AWS::EC2::LaunchTemplate, Properties: {LaunchTemplateData: "
    "{ImageId: i, DisableApiTermination: %s}}}"
)
KEPT_STORE = "Store: {Type: AWS::S3::Bucket, %sProperties: {AccelerateConfiguration: {}}}"
IDENTITY = (
    "Reader: {Type: AWS::CloudFront::CloudFrontOriginAccessIdentity, Properties: "
    "{CloudFrontOriginAccessIdentityConfig: {Comment: %s}}}"
)
BACKED_UP = "Base: {Type: AWS::RDS::DBInstance, Properties: {Engine: mysql%s}}"
RULED = (
    "Watch: {Type: AWS::Config::ConfigRule, Properties: {ConfigRuleName: %s, Source: {Owner: AWS, "
    "SourceIdentifier: S3_BUCKET_VERSIONING_ENABLED}}}"
)
SCRIPTED = (
    "Job: {Type: AWS::Lambda::Function, Properties: {Runtime: nodejs20.x, Handler: index.handler, "
    "Code: {ZipFile: \"const { v4 } = require('uuid');\\nexports.handler = () => v4();\\n\"}}}"
)
REFUSED = (
    "Guard: {Type: AWS::S3::BucketPolicy, Properties: {Bucket: b, PolicyDocument: {Statement: "
    "[{Sid: DenyUnencryptedUploads, Effect: Deny, Principal: '*', Action: 's3:*', "
    "Resource: %s}]}}}"
)

SIZED = "Parameters:\n  Size: {Type: String, Default: t3.micro}\n"
SIZES = "Mappings:\n  Sizes: {dev: {Type: t3.micro}}\n"
RUNNING = "Server: {Type: AWS::EC2::Instance, Properties: {ImageId: i, InstanceType: %s}}"

LAYER = "Layer: {Type: AWS::Lambda::LayerVersion, Properties: {Content: {S3Bucket: b, S3Key: k}}}"
SHUT = (
    "Store: {Type: AWS::S3::Bucket, Properties: {PublicAccessBlockConfiguration: "
    "{BlockPublicAcls: true%s}}}"
)
LIVE = STAGE_OF + "Conditions: {Live: !Equals [!Ref Stage, prod]}\n"
GROWING = "Grow: {Type: AWS::AutoScaling::ScalingPolicy, Properties: {AutoScalingGroupName: g%s}}"
TRACKED = ", PolicyType: TargetTrackingScaling"
SEALED = (
    "Rows: {Type: AWS::DynamoDB::Table, Properties: {SSESpecification: "
    "{SSEEnabled: true, KMSMasterKeyId: k%s}}}"
)
RUN = (
    "Job: {Type: AWS::Lambda::Function, Properties: {Role: r, Handler: index.handler, Runtime: %s}}"
)

CLAIMS = (
    Claim(
        "sizes that both templates look up may be one",
        SIZED + resources(RUNNING % "!Ref Size"),
        SIZED + SIZES + resources(RUNNING % "!FindInMap [Sizes, dev, Type]"),
        "decides the size of its servers otherwise",
        ("launches another size",),
    ),
    Claim(
        "the capacity of a table is no number of hosts",
        resources(SCALABLE % 9),
        resources(SCALABLE % 4),
        "Capacity Higher Than the Reference's on Reads",
        ("hosts",),
    ),
    Claim(
        "what a launch template protects does not stop the stack's removal",
        resources(LAUNCHED % "true"),
        resources(LAUNCHED % "false"),
        "Termination Protection of Plan Chosen Otherwise",
        ("Deleting the stack fails", "Blocks Removal"),
    ),
    Claim(
        "two policies block a removal in one voice",
        resources(KEPT_STORE % "DeletionPolicy: Retain, UpdateReplacePolicy: Retain, "),
        resources(KEPT_STORE % ""),
        "DeletionPolicy and UpdateReplacePolicy Retain Blocks Clean Removal of Store",
        ("when the stack is deleted",),
    ),
    Claim(
        "a comment leads no requests",
        resources(IDENTITY % "one"),
        resources(IDENTITY % "other"),
        "Different Descriptions",
        ("leads requests", "CloudFront Cloud"),
    ),
    Claim(
        "backups that are deleted by default are not missing",
        resources(BACKED_UP % ""),
        resources(BACKED_UP % ", DeleteAutomatedBackups: true"),
        "Default Not Stated on Base: DeleteAutomatedBackups",
        ("Missing Backup",),
    ),
    Claim(
        "a window of backups is a time",
        resources(BACKED_UP % ", PreferredBackupWindow: '03:00-04:00'"),
        resources(BACKED_UP % ", PreferredBackupWindow: '05:00-06:00'"),
        'Different Database Names or Windows on Base: PreferredBackupWindow "low"',
    ),
    Claim(
        "a rule of AWS Config by another name is another name",
        resources(RULED % "one"),
        resources(RULED % "other"),
        "Resource Naming Inconsistent With the Reference",
        ("AWS Config Settings",),
    ),
    Claim(
        "a module of Node is not found in its words",
        resources(SCRIPTED),
        resources(),
        "Cannot find module",
        ("No module named",),
    ),
    Claim(
        "what a statement is called encrypts nothing",
        resources(REFUSED % "one"),
        resources(REFUSED % "other"),
        "Different S3 Bucket Policy of Guard",
        ("Encryption Settings",),
    ),
    Claim(
        "a mapping that a text refers to is defined",
        LOOKED_UP + resources(SERVER % "!Sub '${Images}'"),
        LOOKED_UP + resources(SERVER % "!FindInMap [Images, us-east-1, Id]"),
        "defines nothing of that name that can be referred to so",
        ("defines nothing that is called so",),
    ),
    Claim(
        "a tag that names one environment is no matter of style",
        STAGE_OF + resources(LABELLED % "store-production"),
        STAGE_OF + resources(LABELLED % "!Sub 'store-${Stage}'"),
        'Hardcoded Name Tag Value on Store "medium"',
    ),
    Claim(
        "a tag that names no environment is a matter of style",
        STAGE_OF + resources(LABELLED % "produce"),
        STAGE_OF + resources(LABELLED % "!Sub 'store-${Stage}'"),
        'Hardcoded Name Tag Value on Store "low"',
    ),
    Claim(
        "what has an empty name is told to",
        resources(TRUSTED % "Sid: '', "),
        resources(TRUSTED % ""),
        "",
        ("``",),
    ),
    Claim(
        "one function is no number of functions",
        resources(RETRIED % "def handler(e, c):\\n  return send(e)\\n"),
        resources(RETRIED % AGAIN),
        "Job does not retry a failed call itself.",
        ("None of the 1",),
    ),
    Claim(
        "what is put in a section's list is of no entity",
        GROUPED % "{Parameters: [A]}, {Parameters: [B]}" + resources(),
        GROUPED % "{Parameters: [C]}" + resources(),
        "In `AWS::CloudFormation::Interface.ParameterGroups`, put",
        ("of ``",),
    ),
    Claim(
        "a key pair that may be given is not done without",
        KEYED,
        KEY_OPTIONAL,
        "As the reference does, give the parameter an empty default",
        ("Do without a key pair",),
    ),
    Claim(
        "a key pair that the reference does not need is done without",
        KEYED,
        "Resources:\n  Server: {Type: AWS::EC2::Instance, Properties: {ImageId: i}}\n",
        "Do without a key pair, as the reference does",
    ),
    Claim(
        "one engine speaks another's language",
        resources(BASE % ("mysql", "8.0.43")),
        resources(BASE % ("mariadb", "10.11.10")),
        "parameter groups for MySQL do not fit MariaDB",
        ("drivers",),
    ),
    Claim(
        "engines of one name are told apart",
        resources(BASE % ("mysql", "8.0.43")),
        resources(BASE % ("aurora-mysql", "8.0.43")),
        "Database Engine Mismatch: mysql Instead of aurora-mysql",
        ("MySQL Instead of MySQL",),
    ),
    Claim(
        "versions that both templates look up may be one",
        ASKED + resources(BASE % ("mysql", "!Ref Version")),
        VERSIONS + resources(BASE % ("mysql", "!FindInMap [Versions, mysql, Version]")),
        "Taken From Elsewhere",
        ("chooses another version", "Outdated"),
    ),
    Claim(
        "a mapping that lacks a key is not missing",
        REGIONS % "eu-west-1: {Zone: a}" + resources(),
        REGIONS % "eu-west-1: {Zone: a}, us-east-1: {Zone: b}" + resources(),
        "Incomplete Mapping Regions",
        ("Missing Mapping",),
    ),
    Claim(
        "a property of which a part lacks is not missing",
        resources(KEPT_BY % ""),
        resources(KEPT_BY % ", {Sid: Two, Effect: Deny, Principal: '*', Action: 's3:*'}"),
        "Incomplete S3 Bucket Policy of Kept",
        ("Missing PolicyDocument",),
    ),
    Claim(
        "a property of which a part is too many is not surplus",
        resources(KEPT_BY % ", {Sid: Two, Effect: Deny, Principal: '*', Action: 's3:*'}"),
        resources(KEPT_BY % ""),
        "Surplus S3 Bucket Policy Statements of Kept",
    ),
    Claim(
        "a driver that is imported alone opens no connection",
        resources(DRIVEN % ""),
        resources(),
        "imports `pymysql`",
        ("connection",),
    ),
    Claim(
        "a driver that connects opens connections",
        resources(DRIVEN % "c = pymysql.connect(host='h')\\n"),
        resources(),
        "opens a connection of its own",
    ),
    Claim(
        "a parameter's type is no resource's",
        resources("Image: {Type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>'}"),
        resources(),
        "Surplus AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>",
    ),
    Claim(
        "a topic is no alarm",
        resources(),
        resources("Alerts: {Type: AWS::SNS::Topic, Properties: {DisplayName: a}}"),
        "Missing SNS Notifications: Topic",
        ("CloudWatch", "watch"),
    ),
    Claim(
        "a parameter of SSM is none of the template's",
        resources(),
        resources(KEPT),
        "Missing SSM Parameter ",
        ("Missing Parameter",),
    ),
    Claim(
        "a queue's key is kept for as long where the default is stated",
        resources(DEAD % ""),
        resources(DEAD % "KmsDataKeyReusePeriodSeconds: 300, "),
        "",
        ("Incomplete Event Settings",),
    ),
    Claim(
        "an image by region is not looked for in other regions",
        IMAGES + resources(SERVER % "!FindInMap [Images, !Ref 'AWS::Region', Id]"),
        resources(SERVER % "'{{resolve:ssm:/image}}'"),
        "Creation fails in a region that the mapping lacks",
        ("The image id",),
    ),
    Claim(
        "a parameter that is a part of what is missing does not set all of it",
        resources(TOLD % ""),
        COUNTED + resources(TOLD % "Environment: {Variables: {WHY: !Sub 'a${Purpose}'}}, "),
        "`Purpose` is used in `Environment`",
        ("`Purpose` sets",),
    ),
    Claim(
        "inline code in the stead of an archive is other code",
        resources(FUNCTION % "{S3Bucket: b, S3Key: k}"),
        resources(FUNCTION % "{ZipFile: 'def f(): pass'}"),
        "Different Lambda Code",
        ("Missing Lambda Code", "Surplus Lambda Code"),
    ),
    Claim(
        "rules are no conditions",
        resources(),
        "Rules:\n  Asked: {Assertions: [{Assert: !Equals [a, b]}]}\n" + resources(),
        "Missing Rules Asked",
        ("Missing Conditions", "by which the reference chooses"),
    ),
    Claim(
        "a step left out need not be done by hand",
        resources(),
        resources(*CUSTOM),
        "The stack is created without this step.",
        ("by hand", "manual work"),
    ),
    Claim(
        "what the reference creates does not use the candidate's parameter",
        KEYED,
        MAKING,
        "; Server uses it.",
        ("Pair and Server", "Deployment fails with"),
    ),
    Claim(
        "the class of a replica is no number of replicas",
        resources(TABLE % ""),
        resources(TABLE % ", TableClass: STANDARD"),
        "Default Not Stated",
        ("Capacity", "number of hosts"),
    ),
    Claim(
        "an order that a reference gives is not left open",
        resources(BARE_KEY, LOGS % ("", "!GetAtt Key.Arn")),
        resources(BARE_KEY, LOGS % ("DependsOn: Key, ", "!GetAtt Key.Arn")),
        "",
        ("leaves the order open", "Resource ordering"),
    ),
    Claim(
        "an order that nothing gives is not stated",
        resources(BARE_KEY, LOGS % ("", "k")),
        resources(BARE_KEY, LOGS % ("DependsOn: Key, ", "k")),
        "does not state the order",
    ),
    Claim(
        "another order says nothing of servers",
        resources(BARE_KEY, LOGS % ("DependsOn: Key, ", "k")),
        resources(BARE_KEY, LOGS % ("DependsOn: Hold, ", "k")),
        "states another order",
        ("servers",),
    ),
    Claim(
        "an error is quoted with the zone",
        resources(SUBNET % "eu-west-1b"),
        resources(SUBNET % "!Select [0, !GetAZs '']"),
        "Value (eu-west-1b) for parameter availabilityZone is invalid",
    ),
    Claim(
        "a parameter may stand for what the reference does not have at all",
        "Parameters:\n  Path: {Type: String, Default: /}\n"
        + resources("Queue: {Type: AWS::SQS::Queue, Properties: {QueueName: !Ref Path}}"),
        resources(),
        "The candidate has parameters that the reference does without.",
        ("the reference states",),
    ),
    Claim(
        "a layer is no function",
        resources(LAYER),
        resources(),
        "Surplus Lambda LayerVersion: Layer",
        ("has functions", "Surplus Lambda Function"),
    ),
    Claim(
        "a group that follows its load by other policies does follow it",
        resources(GROWING % TRACKED),
        resources(GROWING % TRACKED, GROWING.replace("Grow:", "Shrink:") % ", Cooldown: '9'"),
        "leaves out policies by which capacity follows the load in the reference",
        ("leaves out what makes capacity follow",),
    ),
    Claim(
        "a table under a key is not left to the default",
        resources(SEALED % ""),
        resources(SEALED % ", SSEType: KMS"),
        "Missing Encryption Settings on Rows",
        ("to the service's default",),
    ),
    Claim(
        "code of another language does not run on the reference's runtime",
        resources(RUN % "nodejs18.x"),
        resources(RUN % "python3.11"),
        "The code and handler of `Job` have to be of that language, too.",
    ),
    Claim(
        "code of the same language runs on a newer runtime",
        resources(RUN % "nodejs18.x"),
        resources(RUN % "nodejs22.x"),
        "Different Lambda Runtime of Job",
        ("of that language",),
    ),
    Claim(
        "what is protected on a condition may be removed without it",
        LIVE + resources(BACKED_UP % ", DeletionProtection: !If [Live, true, false]"),
        LIVE + resources(BACKED_UP % ""),
        "Where it is on, deleting the stack fails until it is switched off by hand.",
        ("Blocks Removal",),
    ),
    Claim(
        "a bucket that blocks ACLs leaves a part of its access to the default",
        resources(SHUT % ""),
        resources(SHUT % ", RestrictPublicBuckets: true"),
        "The candidate leaves settings of public access to the service's default.",
        ("leaves public access",),
    ),
    Claim(
        "zones are stated beside another description",
        "Description: one\n" + resources(SUBNET % "eu-west-1b"),
        "Description: other\n" + resources(SUBNET % "!Select [0, !GetAZs '']"),
        "Hardcoded Availability Zone",
    ),
    Claim(
        "a bucket that is not empty is not deleted",
        resources(KEPT_STORE % ""),
        resources(KEPT_STORE % "DeletionPolicy: Retain, "),
        "Data can be deleted that the reference keeps.",
        ("Data is deleted",),
    ),
)
