"""What is said of what lets traffic and events through."""

from tests.analysis.rules.claims.claim import Claim, resources

WEB = "Web: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: w}}"
DATA = (
    "Data: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: d%s, "
    "SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 5432, ToPort: 5432, %s}]}}"
)
GROUPS = (
    "Web: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: w%s}}",
    "App: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: a%s}}",
)
PORT = "IpProtocol: tcp, FromPort: %s, ToPort: %s"
INLINE = resources(
    GROUPS[0]
    % f", SecurityGroupEgress: [{{{PORT % (8, 8)}, DestinationSecurityGroupId: !Ref App}}]",
    GROUPS[1]
    % (
        f", SecurityGroupIngress: [{{{PORT % (8, 8)}, SourceSecurityGroupId: !Ref Web}}, "
        f"{{{PORT % (9, 9)}, CidrIp: 10.0.0.0/8}}]"
    ),
)
ALONE = resources(
    *(one % "" for one in GROUPS),
    "Out: {Type: AWS::EC2::SecurityGroupEgress, Properties: {GroupId: !Ref Web, "
    f"{PORT % (8, 8)}, DestinationSecurityGroupId: !Ref App}}}}",
    "In: {Type: AWS::EC2::SecurityGroupIngress, Properties: {GroupId: !Ref App, "
    f"{PORT % (8, 8)}, SourceSecurityGroupId: !Ref Web}}}}",
    "More: {Type: AWS::EC2::SecurityGroupIngress, Properties: {GroupId: !Ref App, "
    f"{PORT % (9, 9)}, CidrIp: 10.0.0.0/8}}}}",
)
GROUPED = "Store: {Type: AWS::RDS::DBInstance, Properties: {VPCSecurityGroups: [%s]}}"
TRAIL = "Log: {Type: AWS::CloudTrail::Trail, Properties: {IsLogging: true, S3BucketName: b%s}}"
IMAGE = "ami-0c55b159cbfafe1f0"
STARTED = "Server: {Type: AWS::EC2::Instance, Properties: {ImageId: %s}}"
SWITCH = (
    "Parameters: {UseCustomAZs: {Type: String, AllowedValues: ['true', 'false']}}\n"
    "Conditions: {Own: !Equals [!Ref UseCustomAZs, 'true']}\n"
)
INVOKED = (
    "Job: {Type: AWS::Lambda::Function, Properties: {Handler: a.b}}",
    "Hourly: {Type: AWS::Events::Rule, Properties: {ScheduleExpression: rate(1 hour)}}",
    "Daily: {Type: AWS::Events::Rule, Properties: {ScheduleExpression: rate(1 day)}}",
)
PERMISSION = (
    "May%s: {Type: AWS::Lambda::Permission, Properties: {FunctionName: !Ref Job, "
    "Action: 'lambda:InvokeFunction', Principal: events.amazonaws.com, "
    "SourceArn: !GetAtt %s.Arn}}"
)
MAY_HOURLY, MAY_DAILY = (PERMISSION % (name, name) for name in ("Hourly", "Daily"))
API = (
    "Api: {Type: AWS::ApiGateway::RestApi, Properties: {Name: a}}",
    "Made: {Type: AWS::ApiGateway::Deployment, Properties: {RestApiId: !Ref Api%s}}",
)
STAGE = (
    "Live: {Type: AWS::ApiGateway::Stage, Properties: {RestApiId: !Ref Api, "
    "DeploymentId: !Ref Made, StageName: live}}"
)
LISTENER = (
    "Plain: {Type: AWS::ElasticLoadBalancingV2::Listener, Properties: {Port: 80, Protocol: HTTP, "
    "LoadBalancerArn: l, DefaultActions: [%s]}}"
)
SECURE = (
    "Secure: {Type: AWS::ElasticLoadBalancingV2::Listener, Properties: {Port: 443, "
    "Protocol: HTTPS, LoadBalancerArn: l, Certificates: [{CertificateArn: c}], "
    "DefaultActions: [{Type: forward, TargetGroupArn: t}]}}"
)
REDIRECT = "{Type: redirect, RedirectConfig: {Protocol: HTTPS, StatusCode: HTTP_301}}"
MAY_BE_OF = PERMISSION.replace("SourceArn", "%sSourceArn") % ("Hourly", "%s", "Hourly")
WALL = (
    "Wall: {Type: AWS::WAFv2::WebACL, Properties: {Scope: REGIONAL, Rules: [{Name: Common, "
    "Priority: 1, %s}]}}"
)
BALANCER = (
    "Balancer: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer, "
    "Properties: {Type: application, Subnets: [subnet-1, %s]}}"
)
API_ACCOUNT = "Account: {Type: AWS::ApiGateway::Account}"

TARGETED = "Work: {Type: AWS::Events::Rule, Properties: {Targets: [{Arn: a, %s}]}}"

OUTGOING = (
    "Build: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: b, "
    "SecurityGroupEgress: [{IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: %s}]}}"
)
PORTS = "Mappings:\n  Engines: {mysql: {Port: 3306}}\nParameters:\n  Engine: {Type: String}\n"
LOOKED_UP = DATA.replace("5432", "!FindInMap [Engines, !Ref Engine, Port]")
SPOKEN = (
    "At%s: {Type: AWS::ElasticLoadBalancingV2::Listener, Properties: {LoadBalancerArn: l, "
    "Port: %s, Protocol: %s, DefaultActions: [{Type: forward, TargetGroupArn: t}]}}"
)
MADE = (
    "Site: {Type: AWS::Serverless::Api, Properties: {StageName: live}}",
    "Job: {Type: AWS::Serverless::Function, Properties: {Handler: a.b, Runtime: python3.13}}",
)
WRITTEN = (
    "Rest: {Type: AWS::ApiGateway::RestApi, Properties: {Name: site}}",
    "Get: {Type: AWS::ApiGateway::Method, Properties: {RestApiId: !Ref Rest, HttpMethod: GET}}",
    "Work: {Type: AWS::Lambda::Function, Properties: {Handler: a.b, Runtime: python3.13}}",
)
CACHE = (
    "Cache: {Type: AWS::ElastiCache::ReplicationGroup, Properties: "
    "{ReplicationGroupDescription: c, TransitEncryptionEnabled: %s}}"
)
CHOSEN = "Parameters:\n  Secured: {Type: String, Default: 'false'}\n"
GUARDED = (
    "Balancer: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: {Name: b}}",
    "Guard: {Type: AWS::WAFv2::WebACLAssociation, Properties: {WebACLArn: w, ResourceArn: %s}}",
)

WITHIN = (
    "Build: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: b, "
    "SecurityGroupEgress: [{IpProtocol: '-1', CidrIp: %s}]}}"
)
ROUTED = (
    "Net: {Type: AWS::EC2::VPC, Properties: {CidrBlock: c}}",
    "Attach: {Type: AWS::EC2::VPCGatewayAttachment, Properties: {VpcId: !Ref Net}}",
    "Table: {Type: AWS::EC2::RouteTable, %sProperties: {VpcId: !Ref Net}}",
)

SAID = "News: {Type: AWS::SNS::Topic, Properties: {DisplayName: !Sub '%s ${AWS::Region}'}}"

ADDRESS = "Public: {Type: AWS::EC2::EIP, Properties: {Domain: vpc}}"
DAILY = (
    "Daily: {Type: AWS::Events::Rule, Properties: {ScheduleExpression: rate(1 day), "
    "Targets: [{Id: %s, Arn: %s}]}}"
)
ZONED = "Net: {Type: AWS::EC2::Subnet, Properties: {VpcId: v, AvailabilityZone: %s}}"

SENDING = (
    "Send: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: s, "
    "SecurityGroupEgress: [{IpProtocol: tcp, FromPort: 3306, ToPort: 3306, %s}]}}"
)

CLAIMS = (
    Claim(
        "a destination in another's stead lets nobody in",
        resources(WEB, SENDING % "CidrIp: 0.0.0.0/0"),
        resources(WEB, SENDING % "DestinationSecurityGroupId: !Ref Web"),
        'Outgoing Traffic to Everywhere on Send "medium"',
        ("Everybody", "critical", "admits"),
    ),
    Claim(
        "a rule more for what may go out opens no database",
        resources(SENDING % "CidrIp: 0.0.0.0/0"),
        resources(SENDING % "CidrIp: 10.0.0.0/8"),
        'Outgoing Traffic to Everywhere on Send "medium"',
        ("Everybody", "critical"),
    ),
    Claim(
        "an address is no gateway",
        resources(ADDRESS),
        resources(),
        "Surplus Elastic IPs: Public",
        ("NAT Gateways", "NAT gateways are charged"),
    ),
    Claim(
        "a target in another's stead names another resource",
        resources(DAILY % ("One", "a")),
        resources(DAILY % ("Other", "b")),
        "Targets",
        ("Same Resource",),
    ),
    Claim(
        "an empty argument is quoted as one",
        resources(ZONED % "!Select [0, !Ref Zones]"),
        resources(ZONED % "!Select [0, !GetAZs '']"),
        '`!Select [0, !GetAZs ""]`',
    ),
    Claim(
        "texts that end alike name no resource",
        resources(SAID % "one"),
        resources(SAID % "other"),
        "DisplayName",
        ("Same Resource",),
    ),
    Claim(
        "what may go out to fewer is no rule too many",
        resources(WITHIN % "10.0.0.0/16"),
        resources(WITHIN % "0.0.0.0/0"),
        "Different Security Group Rules of Build",
        ("That the Reference Does Without", "Incomplete SecurityGroupEgress"),
    ),
    Claim(
        "a route table needs no gateway",
        resources(*ROUTED) % "",
        resources(*ROUTED) % "DependsOn: Attach, ",
        "Missing DependsOn on Table",
        ("creation may then fail",),
    ),
    Claim(
        "a function by its name and by its ARN is one whatever it is called",
        resources(INVOKED[0], INVOKED[1], MAY_HOURLY).replace("Job", "StartFunction"),
        resources(INVOKED[0], INVOKED[1], MAY_HOURLY.replace("!Ref Job", "!GetAtt Job.Arn")),
        "Same Resource by Another Name on MayHourly",
        ("Different Event Settings",),
    ),
    Claim(
        "a setting of the account is told with its service",
        resources(),
        resources("Gate: {Type: AWS::ApiGateway::Account, Properties: {CloudWatchRoleArn: r}}"),
        "Missing Account-Level Setup: ApiGateway Account",
    ),
    Claim(
        "what may go out lets nobody in",
        resources(OUTGOING % "0.0.0.0/0"),
        resources(OUTGOING % "10.0.0.0/8"),
        "Outgoing Traffic to Everywhere on Build",
        ("Everybody", "let every address through", "admits"),
    ),
    Claim(
        "a rule whose port is looked up is there",
        resources(WEB, DATA % ("", "SourceSecurityGroupId: !Ref Web")),
        PORTS + resources(WEB, LOOKED_UP % ("", "SourceSecurityGroupId: !Ref Web")),
        "Missing Parameter Engine",
        ("That the Reference Does Without", "Missing Ingress"),
    ),
    Claim(
        "a listener at one port is none at another",
        resources(SPOKEN % ("Main", 80, "HTTP")),
        resources(SPOKEN % ("Secure", 443, "HTTPS"), SPOKEN % ("Plain", 80, "HTTP")),
        "The candidate has no `AtSecure`",
        ("has no `AtPlain`", "sets `Port`"),
    ),
    Claim(
        "what SAM makes of an API is not missing",
        resources(*MADE),
        resources(*WRITTEN),
        "API Gateway Resources Left to SAM",
        ("does not answer", "Missing API Gateway", "Function Instead of Function"),
    ),
    Claim(
        "kinds that are called the same are told with their services",
        resources(*MADE),
        resources(*WRITTEN),
        "Serverless Function Instead of Lambda Function: Job",
    ),
    Claim(
        "encryption that a parameter switches on is not done without",
        CHOSEN + resources(CACHE % "true"),
        CHOSEN + resources(CACHE % "!Ref Secured"),
        "TLS on Cache That the Reference Makes Optional",
        ("TLS Settings of Cache",),
    ),
    Claim(
        "a balancer by its Ref and by its ARN is one",
        resources(*GUARDED) % "!Ref Balancer",
        resources(*GUARDED) % "!GetAtt Balancer.LoadBalancerArn",
        "Same Resource by Another Name on Guard: ResourceArn",
        ("Different WAF",),
    ),
    Claim(
        "what two objects have in common is hinted at where it is left out",
        resources(TARGETED % f"Input: '{'x' * 80}'"),
        resources(TARGETED % "Id: Work"),
        "`{Id: Work, …}`",
    ),
    Claim(
        "a rule of events is no bucket that somebody else makes anew",
        resources(*INVOKED, MAY_BE_OF % ""),
        resources(*INVOKED, MAY_BE_OF % "SourceAccount: !Ref 'AWS::AccountId', "),
        "Permission Not Limited to the Account: MayHourly",
        ("makes the bucket anew", "for whom"),
    ),
    Claim(
        "a service that may invoke a function may, whatever it lacks besides",
        resources(*INVOKED, MAY_HOURLY),
        resources(*INVOKED, MAY_HOURLY, MAY_DAILY),
        "leaves out a permission by which EventBridge may invoke functions",
        ("does not let EventBridge",),
    ),
    Claim(
        "a stage that the deployment makes is not missing",
        resources(API[0], API[1] % ", StageName: live"),
        resources(API[0], API[1] % "", STAGE),
        "API Gateway Stage Left to the Deployment: Live",
        ("Missing API Gateway", "leaves out parts of the API"),
    ),
    Claim(
        "a stage that nothing makes is missing",
        resources(API[0], API[1] % ""),
        resources(API[0], API[1] % "", STAGE),
        "Missing API Gateway Resources: Stage",
    ),
    Claim(
        "a listener that redirects is not incomplete",
        resources(LISTENER % REDIRECT, SECURE),
        resources(LISTENER % "{Type: forward, TargetGroupArn: t}"),
        "HTTPS Listener That Requires a Certificate",
        ("Incomplete Load Balancer", "owner of a domain"),
    ),
    Claim(
        "a source in another's stead closes nothing",
        resources(WEB, DATA % ("", "CidrIp: 0.0.0.0/0")),
        resources(WEB, DATA % ("", "SourceSecurityGroupId: !Ref Web")),
        'Security Group Open to Everybody: Data "critical"',
        ("Missing Ingress", "is dropped", "does not let in"),
    ),
    Claim(
        "another source is neither missing nor surplus",
        resources(WEB, DATA % ("", "CidrIp: 10.0.0.0/8")),
        resources(WEB, DATA % ("", "SourceSecurityGroupId: !Ref Web")),
        "Different Sources in Security Group Rules of Data",
        ("Missing Ingress", "is dropped"),
    ),
    Claim(
        "a rule that stands inline is not missing where others are a circle's",
        INLINE,
        ALONE,
        "Security Group Rules Written Inline: More",
        ("Missing Ingress", "is dropped"),
    ),
    Claim(
        "API Gateway's account setting is overwritten, not refused",
        resources(API_ACCOUNT),
        resources(),
        "overwritten",
        ("Only Once", "Creation fails"),
    ),
    Claim(
        "an action goes where the reference has an override",
        resources(WALL % "Action: {Block: {}}"),
        resources(WALL % "OverrideAction: {None: {}}"),
        "Different WAF Configuration of Wall",
        ("Incomplete WAF", "Surplus WAF"),
    ),
    Claim(
        "an entry of a list is not the list",
        resources(BALANCER % "''"),
        resources(BALANCER % "subnet-2"),
        "In `Subnets` of `Balancer`, put `subnet-2` for an empty string.",
        ("Set `Subnets`", "sets `Subnets`"),
    ),
    Claim(
        "a security group is its ID",
        resources(GROUPED % "!Ref Data", WEB.replace("Web", "Data")),
        resources(GROUPED % "!GetAtt Data.GroupId", WEB.replace("Web", "Data")),
        "",
        ("Different Database Settings", "high"),
    ),
    Claim(
        "a trail of calls alone has no data events",
        resources(TRAIL % ", EventSelectors: [{IncludeManagementEvents: true}]"),
        resources(TRAIL % ""),
        "Surplus CloudTrail Configuration: EventSelectors",
        ("Data Events", "charged by number"),
    ),
    Claim(
        "a trail of what is done to data has them",
        resources(TRAIL % ", EventSelectors: [{DataResources: [{Type: 'AWS::S3::Object'}]}]"),
        resources(TRAIL % ""),
        "Surplus CloudTrail Data Events",
    ),
    Claim(
        "no server starts from the image of a mapping that nothing looks up",
        f"Mappings: {{Images: {{eu-west-1: {{Id: {IMAGE}}}}}}}\n" + resources(STARTED % "!Ref Id"),
        resources(STARTED % "!Ref Id"),
        "Unused Mapping Images",
        ("AMI ID",),
    ),
    Claim(
        "a server starts from the image of a mapping that it looks up",
        f"Mappings: {{Images: {{eu-west-1: {{Id: {IMAGE}}}}}}}\n"
        + resources(STARTED % "!FindInMap [Images, eu-west-1, Id]"),
        resources(STARTED % "!Ref Id"),
        "Hardcoded AMI ID",
    ),
    Claim(
        "letters that stand for words are told as one word, also of several",
        resources(STARTED % "i"),
        SWITCH + resources(STARTED % "!If [Own, i, j]"),
        "to Switch Custom AZs On or Off",
        ("Custom A Zs", "has no `UseCustomAZs`"),
    ),
)
